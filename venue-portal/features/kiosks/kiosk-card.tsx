import { Button } from '@mantine/core';
import type { Kiosk } from '#shared/contract/portal-api.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, Notice, type Tone } from '../../ui/notice.tsx';
import { type KioskState, kioskState } from './kiosk-state.ts';
import classes from './kiosks.module.css';

const TONES: Readonly<Record<KioskState, Tone | 'plain'>> = {
  live: 'good',
  silent: 'warn',
  new: 'info',
  revoked: 'plain',
};

export function KioskCard(props: {
  readonly kiosk: Kiosk;
  readonly now: Instant;
  readonly onRevoke?: (kiosk: Kiosk) => void;
}) {
  const { kiosk, now, onRevoke } = props;
  const { t } = useLanguage();
  const state = kioskState(kiosk, now);
  return (
    <li className={classes['card']} data-state={state}>
      <header>
        <h3>{kiosk.entranceName}</h3>
        <Chip tone={TONES[state]} dot>
          {t(`kiosks.states.${state}`)}
        </Chip>
      </header>
      <Facts kiosk={kiosk} now={now} />
      {state === 'silent' && <Notice tone="warn">{t('kiosks.silentHelp')}</Notice>}
      {onRevoke && state !== 'revoked' && (
        <Button
          variant="subtle"
          size="sm"
          className={classes['revoke']}
          aria-label={t('kiosks.revokeWhat', { entrance: kiosk.entranceName })}
          onClick={() => onRevoke(kiosk)}
        >
          {t('kiosks.revoke')}
        </Button>
      )}
    </li>
  );
}

function Facts({ kiosk, now }: { readonly kiosk: Kiosk; readonly now: Instant }) {
  const { t, format } = useLanguage();
  const { status } = kiosk;
  const rows: (readonly [string, string, boolean])[] = [
    [t('kiosks.lastSeen'), kiosk.lastSeenAt === null ? t('kiosks.never') : format.ago(kiosk.lastSeenAt, now), false],
  ];
  if (status) {
    rows.push(
      [t('kiosks.waitingRecords'), format.number(status.waiting), status.waiting > 0],
      [t('kiosks.camera'), t(`kiosks.cameras.${status.camera}`), ['denied', 'lost', 'dark'].includes(status.camera)],
      [t('kiosks.scanner'), t(`kiosks.scanners.${status.scanner}`), status.scanner === 'closed'],
      [t('kiosks.version'), status.appVersion, false],
    );
  }
  if (kiosk.quarantined > 0) rows.push([t('kiosks.quarantined'), format.number(kiosk.quarantined), true]);
  rows.push([t('kiosks.pairedOn'), format.dateTime(kiosk.pairedAt), false]);
  return (
    <dl>
      {rows.map(([term, value, attention]) => (
        <div key={term} data-attention={attention}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

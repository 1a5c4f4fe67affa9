import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { formatPairingCode } from '#shared/codes/pairing-code.ts';
import type { PairingCode } from '#shared/contract/portal-api.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { formatCountdown } from '../../ui/format.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { useNow } from '../../ui/use-now.ts';
import classes from './kiosks.module.css';

const LIFETIME_MS = 10 * 60_000;

/** One code (the caller keys this by it), to scan and to type. It counts down by this screen's own clock, which may be wrong by hours. */
export function PairingCodeCard(props: {
  readonly pairing: PairingCode;
  readonly entranceName: string;
  readonly renew: () => void;
  readonly cancel: () => void;
}) {
  const { pairing, entranceName } = props;
  const { t } = useLanguage();
  const now = useNow(1_000);
  const [endsAt] = useState(() => ownClockEnd(pairing, Date.now()));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const leftMs = endsAt - now;
  if (leftMs <= 0) {
    return (
      <div className={classes['choose']}>
        <Notice tone="warn" live>
          {t('kiosks.codeExpired')}
        </Notice>
        <Button onClick={props.renew}>{t('kiosks.newCode')}</Button>
      </div>
    );
  }
  return (
    <div className={classes['pairing']}>
      <h3 ref={heading} tabIndex={-1}>
        {t('kiosks.codeTitle', { entrance: entranceName })}
      </h3>
      <p>{t('kiosks.codeIntro')}</p>
      <div className={classes['ways']}>
        <figure>
          <div className={classes['qr']}>
            <QrCode text={pairing.qrText} label={t('kiosks.qrLabel')} />
          </div>
          <figcaption>{t('kiosks.codeScan')}</figcaption>
        </figure>
        <div className={classes['typed']}>
          <p>{t('kiosks.codeType')}</p>
          <output className={classes['code']} translate="no">
            {formatPairingCode(pairing.code)}
          </output>
          <Countdown leftMs={leftMs} />
        </div>
      </div>
      <p className={classes['soft']}>{t('kiosks.codeOnce')}</p>
      <div className={classes['waiting']}>
        <span role="status">{t('kiosks.waiting')}</span>
        <Button variant="default" onClick={props.cancel}>
          {t('app.cancel')}
        </Button>
      </div>
    </div>
  );
}

/** The moving seconds are for eyes; a screen reader hears the minutes, and only when they change. */
function Countdown({ leftMs }: { readonly leftMs: number }) {
  const { t } = useLanguage();
  return (
    <div className={classes['countdown']}>
      <span aria-hidden>{t('kiosks.codeLeft', { time: formatCountdown(leftMs) })}</span>
      <progress max={LIFETIME_MS} value={leftMs} aria-hidden />
      <span className="visually-hidden" aria-live="polite">
        {t('kiosks.codeLeftMinutes', { count: Math.ceil(leftMs / 60_000) })}
      </span>
    </div>
  );
}

/** When the code ends by this device's clock: the server's end, unless the two clocks plainly disagree. */
function ownClockEnd(pairing: PairingCode, now: Instant): Instant {
  const leftMs = pairing.expiresAt - now;
  return now + (leftMs > 0 && leftMs <= LIFETIME_MS ? leftMs : LIFETIME_MS);
}

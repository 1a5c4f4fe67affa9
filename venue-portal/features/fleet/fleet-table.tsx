import { Link } from 'react-router';
import { isNewerVersion } from '#shared/contract/kiosk-update.ts';
import type { FleetKiosk } from '#shared/contract/portal-settings.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, type Tone } from '../../ui/notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './fleet.module.css';
import { type FleetState, nameOf, stateOf } from './fleet-list.ts';

const COLUMNS = ['kiosk', 'state', 'lastSeen', 'waiting', 'clock', 'disk', 'devices', 'version'] as const;
const TONES: Readonly<Record<FleetState, Tone | 'plain'>> = {
  live: 'good',
  silent: 'warn',
  new: 'info',
  closed: 'plain',
};
/** Clocks of machines always differ a little; nobody needs to know. */
const CLOCK_RIGHT_MS = 10_000;

/** A table where there is room, cards of the same words on a phone. `now` is the server's: nobody's clock judges a kiosk. */
export function FleetTable(props: {
  readonly kiosks: readonly FleetKiosk[];
  readonly now: Instant;
  readonly offeredVersion: string | null;
}) {
  const t = useSettingsWords();
  return (
    <div className={classes['frame']}>
      <table className={classes['table']}>
        <caption className="visually-hidden">{t('fleet.title')}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`fleet.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.kiosks.map((kiosk) => (
            <Row key={kiosk.id} kiosk={kiosk} now={props.now} offeredVersion={props.offeredVersion} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: { readonly kiosk: FleetKiosk; readonly now: Instant; readonly offeredVersion: string | null }) {
  const { kiosk, now, offeredVersion } = props;
  const t = useSettingsWords();
  const { t: portal, format } = useLanguage();
  const { status, alerts = [], clockErrorMs } = kiosk;
  const state = stateOf(kiosk, now);
  const name = nameOf(kiosk);
  const cell = (column: (typeof COLUMNS)[number], isBad = false) => ({
    'data-label': t(`fleet.columns.${column}`),
    'data-attention': isBad,
  });
  return (
    <tr data-attention={alerts.length > 0}>
      <th scope="row">
        <Link
          to={`/venues/${kiosk.venueId}/kiosks`}
          aria-label={t('fleet.open', { kiosk: name, venue: kiosk.venueName })}
        >
          {name}
        </Link>
        <small>{typeof kiosk.name !== 'string' ? kiosk.venueName : `${kiosk.entranceName} · ${kiosk.venueName}`}</small>
      </th>
      <td {...cell('state')}>
        <Chip tone={TONES[state]} dot>
          {t(`fleet.states.${state}`)}
        </Chip>
        {alerts.map((alert) => (
          <small key={alert} className={classes['alert']}>
            {portal(`kiosks.alerts.${alert}.what`)}
          </small>
        ))}
      </td>
      <td data-nowrap {...cell('lastSeen', alerts.includes('offline'))}>
        {kiosk.lastSeenAt === null ? portal('kiosks.never') : format.ago(kiosk.lastSeenAt, now)}
      </td>
      <td
        {...cell(
          'waiting',
          ['queue-old', 'queue-growing', 'waiting-week'].some((one) => alerts.includes(one as never)),
        )}
      >
        {status ? format.number(status.waiting) : '–'}
        {typeof status?.oldestWaitingAt === 'number' && (
          <small>{t('fleet.oldest', { ago: format.ago(status.oldestWaitingAt, now) })}</small>
        )}
      </td>
      <td {...cell('clock', alerts.includes('clock-off'))}>
        {clockWords(clockErrorMs ?? null, t('fleet.right'), portal, format)}
      </td>
      <td {...cell('disk', alerts.includes('disk-low') || alerts.includes('disk-scarce'))}>
        {typeof status?.diskFreeBytes !== 'number' ? '–' : format.bytes(status.diskFreeBytes)}
      </td>
      <td
        {...cell(
          'devices',
          ['camera', 'scanner', 'printer'].some((one) => alerts.includes(one as never)),
        )}
      >
        <Devices kiosk={kiosk} />
      </td>
      <td {...cell('version')}>
        {status?.appVersion ?? '–'}
        {status && offeredVersion !== null && isNewerVersion(offeredVersion, status.appVersion) && (
          <small>{t('fleet.offered', { version: offeredVersion })}</small>
        )}
      </td>
    </tr>
  );
}

type Words = ReturnType<typeof useLanguage>;

function clockWords(errorMs: number | null, right: string, t: Words['t'], format: Words['format']): string {
  if (errorMs === null) return '–';
  if (Math.abs(errorMs) < CLOCK_RIGHT_MS) return right;
  const time = format.duration(Math.abs(errorMs));
  return errorMs > 0 ? t('kiosks.clockAhead', { time }) : t('kiosks.clockBehind', { time });
}

/** Those that it has. */
function Devices({ kiosk: { status } }: { readonly kiosk: FleetKiosk }) {
  const { t } = useLanguage();
  if (!status) return '–';
  const { camera, scanner, printer } = status;
  const lines = [
    camera !== 'unknown' && `${t('kiosks.camera')}: ${t(`kiosks.cameras.${camera}`)}`,
    scanner !== 'none' && `${t('kiosks.scanner')}: ${t(`kiosks.scanners.${scanner}`)}`,
    printer !== 'none' && `${t('kiosks.printer')}: ${t(`kiosks.printers.${printer}`)}`,
  ].filter((line) => line !== false);
  return lines.length === 0 ? '–' : lines.map((line) => <small key={line}>{line}</small>);
}

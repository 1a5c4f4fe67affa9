import type { KioskStatus } from '#shared/contract/kiosk-status.ts';
import type { Kiosk } from '#shared/contract/portal-api.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { useLanguage } from '../../ui/language.tsx';
import { alertsOf } from './kiosk-state.ts';

interface Fact {
  readonly term: string;
  readonly value: string;
  readonly attention?: boolean;
}

type Words = Pick<ReturnType<typeof useLanguage>, 't' | 'format'>;

/** Clocks of machines always differ a little; nobody needs to know. */
const CLOCK_RIGHT_MS = 10_000;

/** How a kiosk is: at a glance, and the rest behind one press. */
export function KioskFacts({ kiosk, now }: { readonly kiosk: Kiosk; readonly now: Instant }) {
  const words = useLanguage();
  return (
    <div>
      <FactList facts={mainFacts(kiosk, now, words)} />
      <details>
        <summary>{words.t('kiosks.more')}</summary>
        <FactList facts={otherFacts(kiosk, now, words)} />
      </details>
    </div>
  );
}

function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl>
      {facts.map(({ term, value, attention = false }) => (
        <div key={term} data-attention={attention}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function mainFacts(kiosk: Kiosk, now: Instant, { t, format }: Words): Fact[] {
  const { status, mode, lastSeenAt } = kiosk;
  const alerts = alertsOf(kiosk, now);
  const facts: Fact[] = [
    {
      term: t('kiosks.lastSeen'),
      value: lastSeenAt === null ? t('kiosks.never') : format.ago(lastSeenAt, now),
      attention: alerts.includes('offline'),
    },
  ];
  if (mode) facts.push({ term: t('kiosks.mode'), value: t(`kiosks.modes.${mode}`) });
  if (!status) return facts;
  facts.push({
    term: t('kiosks.waitingRecords'),
    value: format.number(status.waiting),
    attention: alerts.includes('queue-old') || alerts.includes('queue-growing'),
  });
  if (status.oldestWaitingAt !== null) {
    facts.push({
      term: t('kiosks.oldestWaiting'),
      value: format.ago(status.oldestWaitingAt, now),
      attention: alerts.includes('queue-old'),
    });
  }
  if (status.inside !== null) facts.push({ term: t('kiosks.insideHere'), value: format.number(status.inside) });
  if (status.calls > 0) {
    facts.push({ term: t('kiosks.callsHere'), value: format.number(status.calls), attention: true });
  }
  return facts;
}

function otherFacts(kiosk: Kiosk, now: Instant, words: Words): Fact[] {
  const { t, format } = words;
  const facts = kiosk.status
    ? [...deviceFacts(kiosk, kiosk.status, now, words), ...machineFacts(kiosk, kiosk.status, now, words)]
    : [];
  if (kiosk.quarantined > 0) {
    facts.push({ term: t('kiosks.quarantined'), value: format.number(kiosk.quarantined), attention: true });
  }
  return [...facts, { term: t('kiosks.pairedOn'), value: format.dateTime(kiosk.pairedAt) }];
}

function deviceFacts(kiosk: Kiosk, status: KioskStatus, now: Instant, { t, format }: Words): Fact[] {
  const alerts = alertsOf(kiosk, now);
  const poster =
    status.poster === null
      ? t('kiosks.posterNever')
      : t('kiosks.posterResult', {
          result: t(`kiosks.posters.${status.poster.result}`),
          ago: format.ago(status.poster.at, now),
        });
  return [
    { term: t('kiosks.camera'), value: t(`kiosks.cameras.${status.camera}`), attention: alerts.includes('camera') },
    { term: t('kiosks.scanner'), value: t(`kiosks.scanners.${status.scanner}`), attention: alerts.includes('scanner') },
    { term: t('kiosks.printer'), value: t(`kiosks.printers.${status.printer}`), attention: alerts.includes('printer') },
    { term: t('kiosks.posterCheck'), value: poster, attention: alerts.includes('poster') },
  ];
}

function machineFacts(kiosk: Kiosk, status: KioskStatus, now: Instant, words: Words): Fact[] {
  const { t, format } = words;
  const alerts = alertsOf(kiosk, now);
  const facts: Fact[] = [];
  if (typeof kiosk.clockErrorMs === 'number') {
    const value = clockWords(kiosk.clockErrorMs, words);
    facts.push({ term: t('kiosks.clockError'), value, attention: alerts.includes('clock-off') });
  }
  if (status.diskFreeBytes !== null) {
    const value = format.bytes(status.diskFreeBytes);
    facts.push({
      term: t('kiosks.disk'),
      value,
      attention: alerts.includes('disk-low') || alerts.includes('disk-scarce'),
    });
  }
  if (status.uptimeMs !== null) facts.push({ term: t('kiosks.uptime'), value: format.duration(status.uptimeMs) });
  facts.push({ term: t('kiosks.version'), value: status.appVersion });
  const { update } = status;
  if (!update || update.state === 'none') return facts;
  const value = t(`kiosks.update.states.${update.state}`, { version: update.version ?? '' });
  return [...facts, { term: t('kiosks.update.term'), value, attention: update.state === 'rolled-back' }];
}

function clockWords(errorMs: number, { t, format }: Words): string {
  if (Math.abs(errorMs) < CLOCK_RIGHT_MS) return t('kiosks.clockRight');
  const time = format.duration(Math.abs(errorMs));
  return errorMs > 0 ? t('kiosks.clockAhead', { time }) : t('kiosks.clockBehind', { time });
}

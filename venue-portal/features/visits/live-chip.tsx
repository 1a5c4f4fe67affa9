import type { VisitRow } from '#shared/contract/portal-api.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip } from '../../ui/notice.tsx';
import type { VisitStream } from './use-visit-stream.ts';

export function LiveChip({ stream }: { readonly stream: VisitStream }) {
  const { t } = useLanguage();
  return stream.state === 'live' ? (
    <Chip tone="good" dot>
      {t('visits.live')}
    </Chip>
  ) : (
    <Chip tone="plain" dot>
      {t('visits.reconnecting')}
    </Chip>
  );
}

/** Tells a screen reader who arrived: one by name, a crowd by number. */
export function ArrivalAnnouncer({ arrivals }: { readonly arrivals: readonly VisitRow[] }) {
  const { t, format } = useLanguage();
  const [first] = arrivals;
  const sentence = !first
    ? ''
    : arrivals.length > 1
      ? t('visits.announceMany', { count: arrivals.length })
      : t('visits.announceOne', {
          name: first.maskedName ?? t('visits.anonymous'),
          entrance: first.entranceName,
          time: format.time(first.arrivedAt),
        });
  return (
    <p className="visually-hidden" aria-live="polite">
      {sentence}
    </p>
  );
}

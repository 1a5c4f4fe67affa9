import type { RightsRequest } from '#shared/contract/portal-rights.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip } from '../../ui/notice.tsx';
import { useRightsText } from '../../ui/rights-text.ts';

const SOON_MS = 3 * DAY_MS;

export type Urgency = 'over' | 'soon' | 'calm';

/** What comes next: that it was received is said first. */
export function nextDeadline({ acknowledgedAt, acknowledgeBy, dueAt }: RightsRequest): number {
  return acknowledgedAt === null ? Math.min(acknowledgeBy, dueAt) : dueAt;
}

export function urgencyOf(request: RightsRequest, now: number): Urgency {
  const left = nextDeadline(request) - now;
  if (left < 0) return 'over';
  return left < (request.acknowledgedAt === null ? DAY_MS : SOON_MS) ? 'soon' : 'calm';
}

const TONES = { over: 'stop', soon: 'warn', calm: 'plain' } as const;

/** Colour and words. */
export function DueChip({ request, now }: { readonly request: RightsRequest; readonly now: number }) {
  const t = useRightsText();
  const { format } = useLanguage();
  if (request.status !== 'open')
    return <Chip tone={request.status === 'done' ? 'good' : 'plain'}>{t(`states.${request.status}`)}</Chip>;
  const urgency = urgencyOf(request, now);
  const isAcknowledging = request.acknowledgedAt === null;
  const time = format.duration(Math.abs(nextDeadline(request) - now));
  const words = isAcknowledging
    ? urgency === 'over'
      ? t('due.acknowledgeOver')
      : t('due.acknowledgeLeft', { time })
    : t(urgency === 'over' ? 'due.over' : 'due.left', { time });
  return (
    <Chip tone={TONES[urgency]} dot={urgency !== 'calm'}>
      {words}
    </Chip>
  );
}

import type { Incident } from '#shared/contract/portal-audit.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip } from '../../ui/notice.tsx';
import { useRightsText } from '../../ui/rights-text.ts';

/** The 72 hours, in colour and words. */
export function NoticeChip({ incident, now }: { readonly incident: Incident; readonly now: number }) {
  const t = useRightsText();
  const { format } = useLanguage();
  if (incident.authorityToldAt !== null) return <Chip tone="good">{t('incidents.told')}</Chip>;
  if (incident.closedAt !== null) return <Chip tone="plain">{t('incidents.closed')}</Chip>;
  const left = incident.noticeBy - now;
  const time = format.duration(Math.abs(left));
  return (
    <Chip tone={left < 0 ? 'stop' : left < DAY_MS ? 'warn' : 'info'} dot>
      {t(left < 0 ? 'incidents.noticeOver' : 'incidents.noticeLeft', { time })}
    </Chip>
  );
}

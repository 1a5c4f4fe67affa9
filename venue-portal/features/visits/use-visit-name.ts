import type { VisitRow } from '#shared/contract/portal-api.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useLogText } from '../../ui/log-text.ts';
import { namelessWord } from './visit-words.ts';

/** What a visit is called: the masked name, or why there is none. */
export function useVisitName(): (visit: VisitRow) => string {
  const { t } = useLanguage();
  const words = useLogText();
  return (visit) => {
    if (visit.maskedName !== null) return visit.maskedName;
    const nameless = namelessWord(visit);
    return visit.contact === 'expired' && nameless === 'visits.anonymous' ? words('list.expired') : t(nameless);
  };
}

import type { VisitRow } from '#shared/contract/portal-api.ts';
import { useLanguage } from '../../ui/language.tsx';
import { flagNotes, verdictLook } from './visit-words.ts';
import classes from './visits.module.css';

/** What is out of the ordinary about a visit, a line each: the group, marks, and what the staff decided. */
export function VisitNotes({ visit }: { readonly visit: VisitRow }) {
  const { t, format } = useLanguage();
  const { partySize = 1, resolution } = visit;
  return (
    <>
      {partySize > 1 && <small>{t('visits.party', { count: partySize })}</small>}
      {flagNotes(visit).map(({ word, calm }) => (
        <small key={word} {...(!calm && { className: classes['flag'] })}>
          {t(word)}
        </small>
      ))}
      {resolution && (
        <small>
          {t('visits.resolvedBy', {
            verdict: t(verdictLook(resolution.verdict).word),
            who: resolution.by ?? t('visits.resolvedByStaff'),
            time: format.time(resolution.at),
          })}
        </small>
      )}
    </>
  );
}

import type { VisitRow } from '#shared/contract/portal-api.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip } from '../../ui/notice.tsx';
import { WAY_WORDS } from '../../ui/visit-words.ts';
import { VisitNotes } from './visit-notes.tsx';
import { namelessWord, verdictLook } from './visit-words.ts';
import classes from './visits.module.css';

/** On a phone the columns in the middle fold into the visitor's cell. */
export function VisitTable(props: { readonly visits: readonly VisitRow[]; readonly caption: string }) {
  const { t } = useLanguage();
  return (
    <div className={classes['tableFrame']}>
      <table className={classes['table']}>
        <caption className="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('visits.time')}</th>
            <th scope="col">{t('visits.visitor')}</th>
            <th scope="col" className={classes['wide']}>
              {t('visits.entrance')}
            </th>
            <th scope="col" className={classes['wide']}>
              {t('visits.way')}
            </th>
            <th scope="col" className={classes['wide']}>
              {t('visits.left')}
            </th>
            <th scope="col" className={classes['wide']}>
              {t('visits.verdict')}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.visits.map((visit) => (
            <VisitLine key={visit.id} visit={visit} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function VisitLine({ visit }: { readonly visit: VisitRow }) {
  const { t, format } = useLanguage();
  const { word, tone } = verdictLook(visit.verdict);
  const way = t(WAY_WORDS[visit.way]);
  const left = visit.leftAt === null ? null : format.time(visit.leftAt);
  const how = visit.leftBy ? t(`visits.leftBy.${visit.leftBy}`) : null;
  return (
    <tr>
      <td className={classes['clock']}>{format.time(visit.arrivedAt)}</td>
      <td>
        <span className={classes['who']}>
          <span className={classes['name']}>
            <strong>{visit.maskedName ?? t(namelessWord(visit))}</strong>
            <span className={classes['narrow']}>
              <Chip tone={tone}>{t(word)}</Chip>
            </span>
          </span>
          <small className={classes['phone']}>{visit.maskedPhone ?? t('visits.noPhone')}</small>
          <small className={classes['narrow']}>
            {visit.entranceName} · {way}
            {left !== null && ` · ${t('visits.left')} ${left}${how === null ? '' : ` (${how})`}`}
          </small>
          <VisitNotes visit={visit} />
        </span>
      </td>
      <td className={classes['wide']}>{visit.entranceName}</td>
      <td className={classes['wide']}>{way}</td>
      <td className={`${classes['wide']} ${classes['clock']}`}>
        {left === null ? (
          <span className={classes['soft']}>{t('visits.notLeft')}</span>
        ) : (
          <span className={classes['who']}>
            {left}
            {how !== null && <small>{how}</small>}
          </span>
        )}
      </td>
      <td className={classes['wide']}>
        <Chip tone={tone}>{t(word)}</Chip>
      </td>
    </tr>
  );
}

import { IconChevronRight } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { VisitRow } from '#shared/contract/portal-api.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useLogText } from '../../ui/log-text.ts';
import { Chip } from '../../ui/notice.tsx';
import { WAY_WORDS } from '../../ui/visit-words.ts';
import { groupByDay } from './group-by-day.ts';
import { useVisitName } from './use-visit-name.ts';
import { VisitNotes } from './visit-notes.tsx';
import { verdictLook } from './visit-words.ts';
import classes from './visits.module.css';

interface TableProps {
  readonly visits: readonly VisitRow[];
  readonly caption: string;
  /** Says before each day's visits which day it is. */
  readonly byDay: boolean;
  readonly onOpen: (visit: VisitRow) => void;
}

/** On a phone the columns in the middle fold into the visitor's cell. */
export function VisitTable({ visits, caption, byDay, onOpen }: TableProps) {
  const { t, format } = useLanguage();
  return (
    <div className={classes['tableFrame']}>
      <table className={classes['table']}>
        <caption className="visually-hidden">{caption}</caption>
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
        {byDay ? (
          groupByDay(visits).map((group) => (
            <Fragment key={`${group.day}-${group.visits[0]?.id}`}>
              <tbody className={classes['dayHead']}>
                <tr>
                  <th scope="rowgroup" colSpan={6}>
                    {format.longDay(group.day)}
                  </th>
                </tr>
              </tbody>
              <Lines visits={group.visits} onOpen={onOpen} />
            </Fragment>
          ))
        ) : (
          <Lines visits={visits} onOpen={onOpen} />
        )}
      </table>
    </div>
  );
}

const Lines = ({ visits, onOpen }: Pick<TableProps, 'visits' | 'onOpen'>) => (
  <tbody>
    {visits.map((visit) => (
      <VisitLine key={visit.id} visit={visit} onOpen={onOpen} />
    ))}
  </tbody>
);

/** The whole row opens; keyboard and screen reader have its name as a button. */
function VisitLine({ visit, onOpen }: { readonly visit: VisitRow; readonly onOpen: TableProps['onOpen'] }) {
  const { t, format } = useLanguage();
  const words = useLogText();
  const { word, tone } = verdictLook(visit.verdict);
  const way = t(WAY_WORDS[visit.way]);
  const left = visit.leftAt === null ? null : format.time(visit.leftAt);
  const how = visit.leftBy ? t(`visits.leftBy.${visit.leftBy}`) : null;
  const name = useVisitName()(visit);
  const time = format.time(visit.arrivedAt);
  return (
    <tr className={classes['openable']}>
      <td className={classes['clock']}>{time}</td>
      <td>
        <span className={classes['who']}>
          <span className={classes['name']}>
            <button
              type="button"
              className={classes['open']}
              aria-label={words('list.open', { name, time })}
              aria-haspopup="dialog"
              data-expired={visit.contact === 'expired'}
              onClick={() => onOpen(visit)}
            >
              {name}
              <IconChevronRight aria-hidden size={18} />
            </button>
            <span className={classes['narrow']}>
              <Chip tone={tone}>{t(word)}</Chip>
            </span>
          </span>
          {visit.contact !== 'expired' && (
            <small className={classes['phone']}>{visit.maskedPhone ?? t('visits.noPhone')}</small>
          )}
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

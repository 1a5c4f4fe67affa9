import type { VenueImport } from '#shared/contract/portal-imports.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useVenueWords } from '../../ui/venue-words.ts';
import classes from './imports.module.css';

/** Row by row, what is wrong and what may have been meant. */
export function ProblemTable({ found }: { readonly found: VenueImport }) {
  const { format } = useLanguage();
  const w = useVenueWords();
  const { problems, counts } = found;
  const more = counts.error - new Set(problems.map(({ row }) => row)).size;
  return (
    <Panel title={w('import.problemsTitle')}>
      <p className={classes['soft']}>{w('import.problemsHint')}</p>
      <ul className={classes['problems']}>
        {problems.map((problem) => (
          <li key={`${problem.row} ${problem.column} ${problem.code}`}>
            <strong>{w('import.row', { row: format.number(problem.row) })}</strong>
            <div>
              <p>
                <b>{w(`file.columns.${problem.column}`)}:</b>{' '}
                {w(`import.problems.${problem.code}`, { other: problem.otherRow ?? '' })}
                {problem.found !== null && <> – {w('import.found', { found: problem.found })}</>}
              </p>
              {problem.suggestions.length > 0 && (
                <p className={classes['meant']}>{w('import.didYouMean', { names: problem.suggestions.join(' / ') })}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={classes['soft']}>{w('import.moreProblems', { count: format.number(more) })}</p>}
    </Panel>
  );
}

/** The first rows that would change something. */
export function ChangeTable({ found }: { readonly found: VenueImport }) {
  const { format } = useLanguage();
  const w = useVenueWords();
  const { preview, counts } = found;
  return (
    <Panel title={w('import.previewTitle')}>
      <ul className={classes['changes']}>
        {preview.map(({ row, name, communeName, status, changes }) => (
          <li key={row}>
            <span className={classes['number']}>{w('import.row', { row: format.number(row) })}</span>
            <div>
              <strong>{name}</strong>
              <span>{communeName}</span>
            </div>
            <div className={classes['what']}>
              <Chip tone={status === 'new' ? 'good' : 'info'}>{w(`import.statuses.${status}`)}</Chip>
              {changes.length > 0 && <span>{changes.map((change) => w(`import.changes.${change}`)).join(', ')}</span>}
            </div>
          </li>
        ))}
      </ul>
      {counts.new + counts.changed > preview.length && (
        <p className={classes['soft']}>{w('import.previewMore', { shown: format.number(preview.length) })}</p>
      )}
    </Panel>
  );
}

import { Button, Progress } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet, IconPlayerPause } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { type RowStatus, rowStatusSchema, type VenueImport } from '#shared/contract/portal-imports.ts';
import { resultLink, useForgetImport, useLetIn } from '../../api/imports.ts';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useVenueWords } from '../../ui/venue-words.ts';
import classes from './imports.module.css';
import { ChangeTable, ProblemTable } from './row-tables.tsx';

const isMoving = (status: RowStatus): boolean => status === 'new' || status === 'changed';

/** What a file would do, then how far it is, then what became of it. */
export function PreviewPart({ found }: { readonly found: VenueImport }) {
  const { format } = useLanguage();
  const w = useVenueWords();
  const { counts, rows, finishedAt, ignoredColumns } = found;
  const heading = useRef<HTMLHeadingElement>(null);
  const isDone = finishedAt !== null;
  // What is read next begins here, when it is looked at and once more when it is through.
  const stage = isDone ? 'done' : 'looked-at';
  useEffect(() => {
    if (stage) heading.current?.focus({ preventScroll: true });
  }, [stage]);
  return (
    <div className={classes['steps']}>
      <Panel>
        <h2 ref={heading} tabIndex={-1}>
          {isDone ? w('import.doneTitle') : w('import.checkTitle', { count: format.number(rows) })}
        </h2>
        {isDone ? (
          <Notice tone="good">{w('import.doneText', describeCounts(counts, format.number))}</Notice>
        ) : (
          <dl className={classes['counts']}>
            {rowStatusSchema.options.map((status) => (
              <div key={status} data-status={status} data-zero={counts[status] === 0}>
                <dt>{w(`import.counts.${status}`)}</dt>
                <dd>{format.number(counts[status])}</dd>
              </div>
            ))}
          </dl>
        )}
        {ignoredColumns.length > 0 && !isDone && (
          <p className={classes['soft']}>{w('import.ignored', { columns: ignoredColumns.join(', ') })}</p>
        )}
        {isDone ? <Done found={found} /> : <LetIn found={found} />}
      </Panel>
      {found.problems.length > 0 && <ProblemTable found={found} />}
      {!isDone && found.preview.length > 0 && <ChangeTable found={found} />}
    </div>
  );
}

const describeCounts = (counts: VenueImport['counts'], number: (value: number) => string) => ({
  new: number(counts.new),
  changed: number(counts.changed),
  unchanged: number(counts.unchanged),
  error: number(counts.error),
});

/** One press for all of it; a pause keeps what is in. */
function LetIn({ found }: { readonly found: VenueImport }) {
  const { format } = useLanguage();
  const w = useVenueWords();
  const letIn = useLetIn();
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const { id, counts, rows, done, expiresAt } = found;
  const moving = rowStatusSchema.options.filter(isMoving).reduce((sum, status) => sum + counts[status], 0);
  const start = () => {
    stop.current = new AbortController();
    letIn.mutate({ id, signal: stop.current.signal });
  };
  const numbers = { done: format.number(done), rows: format.number(rows) };
  return (
    <>
      {moving === 0 && (
        <Notice tone="info">
          <strong>{w('import.nothing')}.</strong>{' '}
          {w(counts.unchanged > 0 ? 'import.nothingText' : 'import.nothingRight')}
        </Notice>
      )}
      {(letIn.isPending || done > 0) && (
        <div className={classes['progress']}>
          <Progress.Root size="lg">
            <Progress.Section value={(done * 100) / rows} aria-label={w('import.applying', numbers)} />
          </Progress.Root>
          <p role="status">{w(letIn.isPending ? 'import.applying' : 'import.stopped', numbers)}</p>
        </div>
      )}
      <Failure error={letIn.error} />
      <div className={classes['actions']}>
        {letIn.isPending ? (
          <Button
            variant="default"
            leftSection={<IconPlayerPause aria-hidden size={20} />}
            onClick={() => stop.current?.abort()}
          >
            {w('import.stop')}
          </Button>
        ) : (
          moving > 0 && (
            <Button size="lg" onClick={start}>
              {done > 0
                ? w('import.goOn', { row: format.number(done + 2) })
                : w('import.apply', { count: moving, shown: format.number(moving) })}
            </Button>
          )
        )}
        {!letIn.isPending && <OtherFile id={id} />}
        {counts.error > 0 && !letIn.isPending && <ResultLinks id={id} />}
      </div>
      <p className={classes['soft']}>{w('import.expires', { time: format.dateTime(expiresAt) })}</p>
    </>
  );
}

function Done({ found }: { readonly found: VenueImport }) {
  const w = useVenueWords();
  return (
    <>
      <p>{w('import.resultHint')}</p>
      <div className={classes['actions']}>
        <Button component={Link} to="/venues">
          {w('import.toList')}
        </Button>
        <ResultLinks id={found.id} />
        <OtherFile id={found.id} />
      </div>
    </>
  );
}

function OtherFile({ id }: { readonly id: string }) {
  const w = useVenueWords();
  const forget = useForgetImport();
  return (
    <Button variant="default" loading={forget.isPending} onClick={() => forget.mutate(id)}>
      {w('import.other')}
    </Button>
  );
}

function ResultLinks({ id }: { readonly id: string }) {
  const { language } = useLanguage();
  const w = useVenueWords();
  return (
    <>
      <Button
        component="a"
        href={resultLink(id, 'xlsx', language)}
        download
        variant="default"
        leftSection={<IconFileSpreadsheet aria-hidden size={20} />}
      >
        {w('import.resultXlsx')}
      </Button>
      <Button
        component="a"
        href={resultLink(id, 'csv', language)}
        download
        variant="default"
        leftSection={<IconDownload aria-hidden size={20} />}
      >
        {w('import.resultCsv')}
      </Button>
    </>
  );
}

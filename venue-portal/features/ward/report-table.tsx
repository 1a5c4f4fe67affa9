import { Fragment, type ReactNode } from 'react';
import type { WardCounts } from '#shared/contract/portal-ward.ts';
import type { ReportState } from '#shared/contract/portal-ward-reports.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, type Tone } from '../../ui/notice.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';

const STATE_TONES: Readonly<Record<ReportState, Tone>> = { 'on-time': 'good', late: 'warn', missing: 'stop' };

export function StateChip({ state }: { readonly state: ReportState }) {
  const w = useWardText();
  return <Chip tone={STATE_TONES[state]}>{w(`reports.states.${state}`)}</Chip>;
}

export interface ReportRow {
  readonly key: string;
  readonly name: string;
  readonly state: ReportState;
  readonly submittedAt: number | null;
  /** null: not reported yet. */
  readonly counts: WardCounts | null;
  /** Below its figures, as wide as the table; null: nothing. */
  readonly more: ReactNode;
}

/** Who has reported what: narrow enough for a phone, with what needs words on a line of its own. */
export function ReportTable(props: {
  readonly label: string;
  readonly rows: readonly ReportRow[];
  /** Left out: no line of totals. */
  readonly totals?: WardCounts;
}) {
  const { label, rows, totals } = props;
  const w = useWardText();
  return (
    <table className={`${classes['counts']} ${classes['report']}`} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{w('board.name')}</th>
          <th scope="col">{w('board.registered')}</th>
          <th scope="col">{w('board.activeShort')}</th>
          <th scope="col">{w('board.silentShort')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.key}>
            <Figures row={row} />
            {row.more !== null && (
              <tr className={classes['more']}>
                <td colSpan={4}>{row.more}</td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
      {totals && (
        <tfoot>
          <tr>
            <th scope="row">{w('reports.total')}</th>
            <Counts counts={totals} />
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Figures({ row: { name, state, submittedAt, counts, more } }: { readonly row: ReportRow }) {
  const { format } = useLanguage();
  return (
    <tr data-goes-on={more !== null}>
      <th scope="row">
        {name}
        <span className={classes['chips']}>
          <StateChip state={state} />
          {submittedAt !== null && <small>{format.dateTime(submittedAt)}</small>}
        </span>
      </th>
      <Counts counts={counts} />
    </tr>
  );
}

function Counts({ counts }: { readonly counts: WardCounts | null }) {
  const { format } = useLanguage();
  return (['registered', 'active', 'silent'] as const).map((name) => (
    <td key={name}>{counts ? format.number(counts[name]) : '–'}</td>
  ));
}

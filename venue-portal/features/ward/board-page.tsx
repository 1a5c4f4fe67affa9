import { NativeSelect } from '@mantine/core';
import { IconBuildingStore } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import type { Board, VenueMark, WardCounts } from '#shared/contract/portal-ward.ts';
import { useBoard } from '../../api/ward.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { VENUE_TYPES } from '../../ui/venue-form/venue-types.ts';
import { useWardText } from '../../ui/ward-text.ts';
import { CountsTable } from './counts-table.tsx';
import { StandingBar } from './standing-bar.tsx';
import { TrendChart } from './trend-chart.tsx';
import classes from './ward.module.css';
import { useThisWard } from './ward-layout.tsx';

const MARKS = [
  ['never-scanned', 'neverScanned'],
  ['kiosk-offline', 'kioskOffline'],
  ['unverified', 'unverified'],
  ['escalated', 'escalated'],
] as const satisfies readonly (readonly [VenueMark, keyof WardCounts])[];

/** Who really uses it, at one look. */
export default function BoardPage() {
  const w = useWardText();
  const { format } = useLanguage();
  const ward = useThisWard();
  const [search, setSearch] = useSearchParams();
  const unit = search.get('unit') ?? undefined;
  const board = useBoard(unit);
  return (
    <>
      <div className={classes['top']}>
        <div>
          <PageHeading title={w('board.title')} />
          <p className={classes['soft']}>
            {w('board.intro')} {board.data && w('board.countedAt', { time: format.time(board.data.countedAt) })}
          </p>
        </div>
        {ward.communes.length > 1 && (
          <NativeSelect
            label={w('unitLabel')}
            value={unit ?? ''}
            onChange={({ currentTarget: { value } }) =>
              setSearch(value === '' ? {} : { unit: value }, { replace: true })
            }
            data={[
              { value: '', label: w('all') },
              ...ward.communes.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        )}
      </div>
      <Loaded query={board} lines={10}>
        {(data) => (data.totals.registered === 0 ? <NoVenues /> : <BoardBody board={data} unit={unit} />)}
      </Loaded>
    </>
  );
}

function NoVenues() {
  const w = useWardText();
  return (
    <EmptyState
      level={2}
      icon={<IconBuildingStore size={40} />}
      title={w('board.emptyTitle')}
      text={w('board.emptyText')}
    />
  );
}

function BoardBody({ board, unit }: { readonly board: Board; readonly unit: string | undefined }) {
  const w = useWardText();
  const { t } = useLanguage();
  const { totals, byType, byUnit, byStreet, weeks } = board;
  const to = venuesPath(unit);
  return (
    <>
      <Panel>
        <StandingBar totals={totals} linkTo={(standing) => to({ standing })} />
      </Panel>
      <ToDo totals={totals} linkTo={(mark) => to({ mark })} />
      <div className={classes['columns']}>
        <Panel title={w('board.trend')}>
          <TrendChart weeks={weeks} />
        </Panel>
        <Panel title={w('board.byType')}>
          <CountsTable
            label={w('board.byType')}
            rows={byType.map(({ type, counts }) => ({
              key: type,
              name: t(VENUE_TYPES[type].label),
              to: to({ type }),
              counts,
            }))}
          />
        </Panel>
      </div>
      {byUnit.length > 0 && (
        <Panel title={w('board.byUnit')}>
          <CountsTable
            label={w('board.byUnit')}
            rows={byUnit.map(({ code, name, counts }) => ({ key: code, name, to: `/ward?unit=${code}`, counts }))}
          />
        </Panel>
      )}
      {byStreet.length > 0 && (
        <Panel title={w('board.byStreet')}>
          <CountsTable
            label={w('board.byStreet')}
            rows={byStreet.map(({ street, counts }) => ({ key: street, name: street, to: to({ street }), counts }))}
          />
        </Panel>
      )}
    </>
  );
}

/** What somebody can do something about, each with what it means. */
function ToDo(props: { readonly totals: WardCounts; readonly linkTo: (mark: VenueMark) => string }) {
  const w = useWardText();
  const { format } = useLanguage();
  return (
    <section aria-label={w('board.todo')}>
      <ul className={classes['tiles']}>
        {MARKS.map(([mark, count]) => (
          <li key={mark} data-some={props.totals[count] > 0}>
            <strong>{format.number(props.totals[count])}</strong>
            <Link to={props.linkTo(mark)}>{w(`marks.${mark}`)}</Link>
            <small>{w(`markHints.${mark}`)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

const venuesPath =
  (unit: string | undefined) =>
  (filter: Readonly<Record<string, string>>): string =>
    `/ward/venues?${new URLSearchParams({ ...(unit !== undefined && { unit }), ...filter })}`;

import { Button, TextInput } from '@mantine/core';
import { IconBuildingStore, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import type { VenueRow } from '#shared/contract/portal-venues.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { useVenuePages } from '../../api/owned-venues.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Bones, LoadFailure } from '../../ui/load-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './bulk.module.css';
import { useStudioText } from './studio-text.ts';

export type Chosen =
  | { readonly kind: 'all' }
  /** With how many entrances each has. */
  | { readonly kind: 'some'; readonly venues: ReadonlyMap<VenueId, number> };

/** All venues, or some of them found by name; what was chosen stays while another name is looked for. */
export function VenueChooser(props: { readonly chosen: Chosen; readonly onChange: (chosen: Chosen) => void }) {
  const { chosen, onChange } = props;
  const t = useStudioText();
  const [typed, setTyped] = useState('');
  const query = useVenuePages({ search: useDeferredValue(typed.trim()) });
  const pages = query.data?.pages ?? [];
  const open = pages[0]?.open;
  if (open === 0) {
    return (
      <EmptyState
        level={2}
        icon={<IconBuildingStore size={34} stroke={1.5} />}
        title={t('bulk.empty')}
        text={t('bulk.emptyText')}
      />
    );
  }
  const some = chosen.kind === 'some' ? chosen.venues : new Map<VenueId, number>();
  return (
    <Panel title={t('bulk.venues')}>
      <label className={classes['all']}>
        <input
          type="checkbox"
          checked={chosen.kind === 'all'}
          onChange={(event) => onChange(event.currentTarget.checked ? { kind: 'all' } : { kind: 'some', venues: some })}
        />
        {t('bulk.all', { count: open ?? 0 })}
      </label>
      {chosen.kind === 'some' && (
        <>
          <TextInput
            label={t('bulk.search')}
            type="search"
            value={typed}
            leftSection={<IconSearch aria-hidden size={18} />}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {query.isError && <LoadFailure error={query.error} retry={() => void query.refetch()} />}
          {query.isPending && <Bones lines={4} />}
          <ul className={classes['venues']}>
            {pages.flatMap(({ venues }) =>
              venues.map((venue) => (
                <VenueLine
                  key={venue.id}
                  venue={venue}
                  isOn={some.has(venue.id)}
                  onChange={(isOn) => onChange({ kind: 'some', venues: withVenue(some, venue, isOn) })}
                />
              )),
            )}
          </ul>
          {pages[0]?.total === 0 && <p>{t('bulk.nothingFound')}</p>}
          {query.hasNextPage && (
            <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('bulk.more')}
            </Button>
          )}
          <Tally venues={some} onClear={() => onChange({ kind: 'some', venues: new Map() })} />
        </>
      )}
    </Panel>
  );
}

function withVenue(some: ReadonlyMap<VenueId, number>, { id, entrances }: VenueRow, isOn: boolean) {
  const venues = new Map(some);
  if (isOn) venues.set(id, entrances);
  else venues.delete(id);
  return venues;
}

function VenueLine(props: {
  readonly venue: VenueRow;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  const { id, name, addressLine, communeName, entrances } = props.venue;
  const t = useStudioText();
  return (
    <li>
      <label htmlFor={`venue-${id}`}>
        <input
          id={`venue-${id}`}
          type="checkbox"
          checked={props.isOn}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <strong>{name}</strong>
        <small>
          {addressLine}, {communeName} · {t('bulk.entrances', { count: entrances })}
        </small>
      </label>
    </li>
  );
}

function Tally(props: { readonly venues: ReadonlyMap<VenueId, number>; readonly onClear: () => void }) {
  const { venues, onClear } = props;
  const t = useStudioText();
  const { format } = useLanguage();
  if (venues.size === 0) {
    return (
      <p className={classes['tally']} role="status">
        {t('bulk.noneChosen')}
      </p>
    );
  }
  const posters = [...venues.values()].reduce((sum, count) => sum + count, 0);
  return (
    <div className={classes['tally']}>
      <span role="status">{t('bulk.chosen', { count: venues.size, posters: format.number(posters) })}</span>
      <Button variant="subtle" size="sm" onClick={onClear}>
        {t('bulk.clear')}
      </Button>
    </div>
  );
}

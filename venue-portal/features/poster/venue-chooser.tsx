import { Button, TextInput } from '@mantine/core';
import { IconBuildingStore, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useId, useState } from 'react';
import type { VenueRow } from '#shared/contract/portal-venues.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { useVenuePages } from '../../api/posters.ts';
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
  const { format } = useLanguage();
  const name = useId();
  const [typed, setTyped] = useState('');
  const query = useVenuePages(useDeferredValue(typed.trim()));
  const pages = query.data?.pages ?? [];
  const open = pages[0]?.open;
  if (open === 0) {
    return (
      <EmptyState
        icon={<IconBuildingStore size={34} stroke={1.5} />}
        title={t('bulk.empty')}
        text={t('bulk.emptyText')}
      />
    );
  }
  const some = chosen.kind === 'some' ? chosen.venues : new Map<VenueId, number>();
  const posters = [...some.values()].reduce((sum, count) => sum + count, 0);
  const toggle = ({ id, entrances }: VenueRow, isOn: boolean): void => {
    const venues = new Map(some);
    if (isOn) venues.set(id, entrances);
    else venues.delete(id);
    onChange({ kind: 'some', venues });
  };
  return (
    <Panel title={t('bulk.venues')}>
      <label className={classes['all']}>
        <input
          type="checkbox"
          name={name}
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
                <li key={venue.id}>
                  <label>
                    <input
                      type="checkbox"
                      checked={some.has(venue.id)}
                      onChange={(event) => toggle(venue, event.currentTarget.checked)}
                    />
                    <span>
                      <strong>{venue.name}</strong>
                      <small>
                        {venue.addressLine}, {venue.communeName} · {t('bulk.entrances', { count: venue.entrances })}
                      </small>
                    </span>
                  </label>
                </li>
              )),
            )}
          </ul>
          {pages[0]?.total === 0 && <p>{t('bulk.nothingFound')}</p>}
          {query.hasNextPage && (
            <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('bulk.more')}
            </Button>
          )}
          <p className={classes['tally']} role="status">
            {some.size === 0
              ? t('bulk.noneChosen')
              : t('bulk.chosen', { count: some.size, posters: format.number(posters) })}
            {some.size > 0 && (
              <Button variant="subtle" size="sm" onClick={() => onChange({ kind: 'some', venues: new Map() })}>
                {t('bulk.clear')}
              </Button>
            )}
          </p>
        </>
      )}
    </Panel>
  );
}

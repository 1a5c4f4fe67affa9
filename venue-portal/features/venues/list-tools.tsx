import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { VenuePage } from '#shared/contract/portal-venues.ts';
import { venueTypeSchema } from '#shared/domain/venue.ts';
import type { VenueFilter, VenueSort, VenueState } from '../../api/owned-venues.ts';
import { useLanguage } from '../../ui/language.tsx';
import { VENUE_TYPES } from '../../ui/venue-form/venue-types.ts';
import { useVenueWords } from '../../ui/venue-words.ts';
import classes from './venues.module.css';

export const NO_FILTER: VenueFilter = { search: '', type: undefined, commune: undefined, state: 'open', sort: 'name' };

const STATES: readonly VenueState[] = ['open', 'silent', 'unverified', 'closed'];
const SORTS: readonly VenueSort[] = ['name', 'newest', 'oldest'];

/** Find, filter, order; every change shows at once. */
export function ListTools(props: {
  readonly filter: VenueFilter;
  readonly onChange: (filter: VenueFilter) => void;
  readonly communes: VenuePage['communes'];
}) {
  const { filter, onChange, communes } = props;
  const { t } = useLanguage();
  const w = useVenueWords();
  const change = (changes: Partial<VenueFilter>) => onChange({ ...filter, ...changes });
  return (
    <search className={classes['tools']}>
      <TextInput
        type="search"
        label={w('list.search')}
        description={w('list.searchHint')}
        leftSection={<IconSearch aria-hidden size={20} />}
        className={classes['find'] ?? ''}
        value={filter.search ?? ''}
        onChange={(event) => change({ search: event.currentTarget.value })}
      />
      <NativeSelect
        label={w('list.type')}
        value={filter.type ?? ''}
        onChange={({ currentTarget: { value } }) => change({ type: venueTypeSchema.safeParse(value).data })}
        data={[
          { value: '', label: w('list.allTypes') },
          ...venueTypeSchema.options.map((type) => ({ value: type, label: t(VENUE_TYPES[type].label) })),
        ]}
      />
      {communes.length > 1 && (
        <NativeSelect
          label={w('list.commune')}
          value={filter.commune ?? ''}
          onChange={({ currentTarget: { value } }) => change({ commune: value === '' ? undefined : value })}
          data={[
            { value: '', label: w('list.allCommunes') },
            ...communes.map(({ code, name, venues }) => ({
              value: code,
              label: w('list.communeOption', { name, count: venues }),
            })),
          ]}
        />
      )}
      <NativeSelect
        label={w('list.state')}
        value={filter.state ?? 'open'}
        onChange={({ currentTarget: { value } }) => change({ state: STATES.find((state) => state === value) })}
        data={STATES.map((state) => ({ value: state, label: w(`list.states.${state}`) }))}
      />
      <NativeSelect
        label={w('list.sort')}
        value={filter.sort ?? 'name'}
        onChange={({ currentTarget: { value } }) => change({ sort: SORTS.find((sort) => sort === value) })}
        data={SORTS.map((sort) => ({ value: sort, label: w(`list.sorts.${sort}`) }))}
      />
    </search>
  );
}

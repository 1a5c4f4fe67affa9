import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconBell, IconListSearch, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  type ReminderReason,
  type Standing,
  standingSchema,
  type VenueMark,
  venueMarkSchema,
  type WardVenueQuery,
  wardVenueQuerySchema,
} from '#shared/contract/portal-ward.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { venueTypeSchema } from '#shared/domain/venue.ts';
import { useWardVenues } from '../../api/ward.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Bones, LoadFailure } from '../../ui/load-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { VENUE_TYPES } from '../../ui/venue-form/venue-types.ts';
import { useWardText } from '../../ui/ward-text.ts';
import { RemindDialog } from './remind-dialog.tsx';
import { RemindedNotice } from './reminded-notice.tsx';
import { VenueRow } from './venue-row.tsx';
import classes from './ward.module.css';
import { useThisWard } from './ward-layout.tsx';

type Filter = Omit<WardVenueQuery, 'after'>;

/** The venues behind the figures. What is filtered stands in the address: a link leads to the same list. */
export default function VenueListPage() {
  const w = useWardText();
  const [search, setSearch] = useSearchParams();
  const filter = readFilter(search);
  const change = (changes: Readonly<Record<string, string | undefined>>) => {
    const next = Object.entries({ ...filter, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    );
    setSearch(next, { replace: true });
  };
  return (
    <>
      <PageHeading title={w('venues.title')} />
      <Filters filter={filter} onChange={change} />
      <Results filter={filter} />
    </>
  );
}

/** What the address asks for, as far as there is such a thing. */
function readFilter(search: URLSearchParams): Filter {
  const given = Object.fromEntries(search);
  const parsed = wardVenueQuerySchema.omit({ after: true }).safeParse(given);
  return parsed.success ? parsed.data : {};
}

function Filters(props: {
  readonly filter: Filter;
  readonly onChange: (changes: Readonly<Record<string, string | undefined>>) => void;
}) {
  const { filter, onChange } = props;
  const w = useWardText();
  const { t } = useLanguage();
  const ward = useThisWard();
  return (
    <div className={classes['filters']}>
      <div className={classes['fields']}>
        <TextInput
          label={w('venues.search')}
          placeholder={w('venues.searchHint')}
          leftSection={<IconSearch aria-hidden size={20} />}
          defaultValue={filter.search ?? ''}
          type="search"
          onChange={({ currentTarget: { value } }) => onChange({ search: value.trim() })}
        />
        <NativeSelect
          label={w('venues.type')}
          value={filter.type ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ type: value })}
          data={[
            { value: '', label: w('venues.anyType') },
            ...venueTypeSchema.options.map((type) => ({ value: type, label: t(VENUE_TYPES[type].label) })),
          ]}
        />
        {ward.communes.length > 1 && (
          <NativeSelect
            label={w('unitLabel')}
            value={filter.unit ?? ''}
            onChange={({ currentTarget: { value } }) => onChange({ unit: value, street: undefined })}
            data={[
              { value: '', label: w('all') },
              ...ward.communes.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        )}
      </div>
      <Pills filter={filter} onChange={onChange} />
      {filter.street !== undefined && (
        <p className={classes['street']}>
          {w('venues.street', { street: filter.street })}
          <Button variant="subtle" size="sm" onClick={() => onChange({ street: undefined })}>
            {w('venues.clear')}
          </Button>
        </p>
      )}
    </div>
  );
}

function Pills(props: Parameters<typeof Filters>[0]) {
  const { filter, onChange } = props;
  const w = useWardText();
  const current: Standing | VenueMark | undefined = filter.standing ?? filter.mark;
  const press = (standing?: Standing, mark?: VenueMark) => onChange({ standing, mark });
  return (
    <div className={classes['pills']} role="group" aria-label={w('venues.filter')}>
      <button type="button" aria-pressed={current === undefined} onClick={() => press()}>
        {w('venues.any')}
      </button>
      {standingSchema.options.map((standing) => (
        <button
          key={standing}
          type="button"
          aria-pressed={filter.standing === standing}
          title={w(`standingHints.${standing}`)}
          onClick={() => press(standing)}
        >
          <span className={classes['swatch']} data-standing={standing} aria-hidden />
          {w(`standings.${standing}`)}
        </button>
      ))}
      {venueMarkSchema.options.map((mark) => (
        <button
          key={mark}
          type="button"
          aria-pressed={filter.mark === mark}
          title={w(`markHints.${mark}`)}
          onClick={() => press(undefined, mark)}
        >
          {w(`marks.${mark}`)}
        </button>
      ))}
    </div>
  );
}

const reasonFor = ({ mark }: Filter): ReminderReason =>
  mark === 'never-scanned' || mark === 'kiosk-offline' ? mark : 'silent';

function Results({ filter }: { readonly filter: Filter }) {
  const w = useWardText();
  const { format } = useLanguage();
  const query = useWardVenues(filter);
  const [chosen, setChosen] = useState<ReadonlySet<VenueId>>(new Set());
  const [isReminding, setIsReminding] = useState(false);
  const [reminded, setReminded] = useState<Parameters<typeof RemindedNotice>[0]['result'] | null>(null);
  if (query.isError) return <LoadFailure error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Bones lines={8} />;
  const venues = query.data.pages.flatMap((page) => page.venues);
  const total = query.data.pages[0]?.total ?? 0;
  const picked = venues.filter(({ id }) => chosen.has(id));
  const toggle = (id: VenueId) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  if (total === 0) {
    return (
      <EmptyState
        level={2}
        icon={<IconListSearch size={40} />}
        title={w('venues.emptyTitle')}
        text={w('venues.emptyText')}
      />
    );
  }
  return (
    <>
      {reminded && <RemindedNotice result={reminded} onUndone={() => setReminded(null)} />}
      <div className={classes['listTop']}>
        <p role="status">{w('venues.count', { count: format.number(total) })}</p>
        <Button variant="subtle" size="sm" onClick={() => setChosen(new Set(venues.slice(0, 200).map(({ id }) => id)))}>
          {w('venues.selectAll')}
        </Button>
      </div>
      <ul className={classes['venues']} aria-label={w('venues.title')}>
        {venues.map((venue) => (
          <VenueRow key={venue.id} venue={venue} isChosen={chosen.has(venue.id)} onToggle={() => toggle(venue.id)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button variant="light" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {w('venues.more')}
        </Button>
      )}
      {picked.length > 0 && (
        <div className={classes['actionBar']}>
          <span role="status">{w('venues.selected', { count: picked.length })}</span>
          <Button variant="subtle" onClick={() => setChosen(new Set())}>
            {w('venues.unselect')}
          </Button>
          <Button leftSection={<IconBell aria-hidden size={20} />} onClick={() => setIsReminding(true)}>
            {w('venues.remind')}
          </Button>
        </div>
      )}
      {isReminding && (
        <RemindDialog
          venues={picked}
          reason={reasonFor(filter)}
          onClose={() => setIsReminding(false)}
          onDone={(result) => {
            setReminded(result);
            setChosen(new Set());
            setIsReminding(false);
          }}
        />
      )}
    </>
  );
}

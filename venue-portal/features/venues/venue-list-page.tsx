import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuildingStore, IconFileSpreadsheet, IconPlus, IconQrcode, IconSearchOff } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { VenueRow } from '#shared/contract/portal-venues.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { useReopenVenue, useVenuePages, type VenueFilter } from '../../api/owned-venues.ts';
import { useQuarantine } from '../../api/quarantine.ts';
import { canManage, useMe } from '../../api/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Bones, LoadFailure } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useVenueWords } from '../../ui/venue-words.ts';
import { ListTools, NO_FILTER } from './list-tools.tsx';
import { MoreVenues, VenueItem } from './venue-item.tsx';
import classes from './venues.module.css';

const TYPING_MS = 200;
/** So few are seen at once: nothing to look for. */
const FEW = 6;

export default function VenueListPage() {
  const { t, format } = useLanguage();
  const w = useVenueWords();
  const me = useMe().data;
  const mayAdd = me ? canManage(me) : false;
  const [filter, setFilter] = useState<VenueFilter>(NO_FILTER);
  const [settled] = useDebouncedValue(filter, TYPING_MS);
  const pages = useVenuePages(settled);
  const first = pages.data?.pages[0];
  const venues = pages.data?.pages.flatMap((page) => page.venues) ?? [];
  const isFiltered = JSON.stringify(settled) !== JSON.stringify(NO_FILTER);
  return (
    <div className={classes['page']}>
      <header className={classes['top']}>
        <PageHeading title={t('venues.title')} />
        {mayAdd && <AddButtons />}
      </header>
      {mayAdd && <QuarantineBadge />}
      <ClosedNotice />
      {first && (first.open > FEW || isFiltered) && (
        <ListTools filter={filter} onChange={setFilter} communes={first.communes} />
      )}
      {pages.isError && <LoadFailure error={pages.error} retry={() => void pages.refetch()} />}
      {!first && !pages.isError && <Bones lines={4} />}
      {first && (
        <>
          <p role="status" className={classes['count']}>
            {first.total > 0 &&
              (isFiltered
                ? w('list.countOf', { count: format.number(first.total), total: format.number(first.open) })
                : w('list.count', { count: first.total, shown: format.number(first.total) }))}
          </p>
          {venues.length === 0 ? (
            <Nothing filter={settled} mayAdd={mayAdd} onReset={() => setFilter(NO_FILTER)} />
          ) : (
            <ul className={classes['rows']} aria-busy={pages.isPlaceholderData}>
              {venues.map((venue) => (
                <VenueItem key={venue.id} venue={venue} mayReopen={mayAdd} />
              ))}
            </ul>
          )}
          {pages.hasNextPage && (
            <MoreVenues busy={pages.isFetchingNextPage} onMore={() => void pages.fetchNextPage()} />
          )}
        </>
      )}
      {first && !isFiltered && mayAdd && first.open <= FEW && (
        <ClosedLink onShow={() => setFilter({ ...NO_FILTER, state: 'closed' })} />
      )}
    </div>
  );
}

function AddButtons() {
  const { t } = useLanguage();
  const w = useVenueWords();
  return (
    <div className={classes['actions']}>
      <Button
        component={Link}
        to="/venues/posters"
        variant="default"
        leftSection={<IconQrcode aria-hidden size={20} />}
      >
        {t('posters.many')}
      </Button>
      <Button
        component={Link}
        to="/venues/import"
        variant="default"
        leftSection={<IconFileSpreadsheet aria-hidden size={20} />}
      >
        {w('list.import')}
      </Button>
      <Button component={Link} to="/venues/new" variant="light" leftSection={<IconPlus aria-hidden size={20} />}>
        {t('venues.add')}
      </Button>
    </div>
  );
}

/** With few venues there are no filters, and so no other way to what was closed. */
function ClosedLink({ onShow }: { readonly onShow: () => void }) {
  const w = useVenueWords();
  const closed = useVenuePages({ ...NO_FILTER, state: 'closed' }).data?.pages[0]?.total ?? 0;
  if (closed === 0) return null;
  return (
    <Button variant="subtle" className={classes['start'] ?? ''} onClick={onShow}>
      {w('list.closedCount', { count: closed, shown: closed })}
    </Button>
  );
}

/** Only when something waits: nobody needs to learn the word. */
function QuarantineBadge() {
  const { t } = useLanguage();
  const groups = useQuarantine(null).data ?? [];
  const count = groups.reduce((sum, { open }) => sum + open, 0);
  return count === 0 ? null : (
    <Notice tone="warn">
      <Link to="/venues/quarantine">{t('quarantine.badge', { count })}</Link>
    </Notice>
  );
}

/** Who just closed a venue comes here, and may take it back. */
function ClosedNotice() {
  const w = useVenueWords();
  const { state } = useLocation();
  const reopen = useReopenVenue();
  const closed = readClosed(state);
  if (!closed) return null;
  if (reopen.isSuccess) {
    return (
      <Notice tone="good" live>
        {w('list.reopened', { name: closed.name })}
      </Notice>
    );
  }
  return (
    <Notice tone="info" live>
      {w('basics.closed', { name: closed.name })}{' '}
      <Button variant="default" size="sm" loading={reopen.isPending} onClick={() => reopen.mutate(closed)}>
        {w('undo')}
      </Button>
    </Notice>
  );
}

function readClosed(state: unknown): Pick<VenueRow, 'id' | 'name'> | null {
  const { closed } = (state ?? {}) as { readonly closed?: { readonly id?: unknown; readonly name?: unknown } };
  const id = venueIdSchema.safeParse(closed?.id);
  return id.success && typeof closed?.name === 'string' ? { id: id.data, name: closed.name } : null;
}

function Nothing(props: { readonly filter: VenueFilter; readonly mayAdd: boolean; readonly onReset: () => void }) {
  const { filter, mayAdd, onReset } = props;
  const w = useVenueWords();
  const { state, ...others } = filter;
  if (state === 'closed' && JSON.stringify(others) === JSON.stringify({ ...NO_FILTER, state: undefined })) {
    return (
      <EmptyState
        level={2}
        icon={<IconBuildingStore size={34} stroke={1.5} />}
        title={w('list.emptyClosed')}
        text={w('list.emptyClosedText')}
      >
        <Button variant="default" onClick={onReset}>
          {w('list.reset')}
        </Button>
      </EmptyState>
    );
  }
  if (JSON.stringify(filter) !== JSON.stringify(NO_FILTER)) {
    return (
      <EmptyState
        level={2}
        icon={<IconSearchOff size={34} stroke={1.5} />}
        title={w('list.noneTitle')}
        text={w('list.noneText')}
      >
        <Button variant="default" onClick={onReset}>
          {w('list.reset')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      level={2}
      icon={<IconBuildingStore size={34} stroke={1.5} />}
      title={w('list.emptyTitle')}
      text={w('list.emptyText')}
    >
      {mayAdd && (
        <div className={classes['actions']}>
          <Button component={Link} to="/venues/new">
            {w('list.emptyOne')}
          </Button>
          <Button component={Link} to="/venues/import" variant="default">
            {w('list.emptyMany')}
          </Button>
        </div>
      )}
    </EmptyState>
  );
}

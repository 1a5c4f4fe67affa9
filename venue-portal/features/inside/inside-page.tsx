import { Button } from '@mantine/core';
import { IconDoorExit, IconDownload, IconPrinter } from '@tabler/icons-react';
import type { InsideList } from '#shared/contract/portal-door.ts';
import { insidePdfPath, useInside } from '../../api/attendance.ts';
import { useDepartures } from '../../api/departures.ts';
import { canAttend, useMe } from '../../api/session.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { CapacityMeter } from '../../ui/capacity-meter.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { groupByEntrance } from './group-people.ts';
import classes from './inside.module.css';
import { PeopleTable, usePersonNames } from './people-table.tsx';

/** The evacuation list of the whole venue, on the screen and on paper. */
export default function InsidePage() {
  const { t } = useLanguage();
  const id = useVenueId();
  return (
    <div className={classes['page']}>
      <BackLink to={`/venues/${id}`}>{t('inside.backToToday')}</BackLink>
      <Loaded query={useInside(id)} lines={8}>
        {(list) => <List list={list} />}
      </Loaded>
    </div>
  );
}

function List({ list: known }: { readonly list: InsideList }) {
  const { t } = useLanguage();
  const me = useMe().data;
  const nameOf = usePersonNames();
  const { departures, depart } = useDepartures(useVenueId());
  const gone = new Set(departures.flatMap(({ visitId, state }) => (state === 'failed' ? [] : [visitId])));
  const list = { ...known, people: known.people.filter(({ visitId }) => !gone.has(visitId)) };
  const mayCheckOut = me ? canAttend(me) : false;
  return (
    <>
      <Head list={list} />
      {list.silentEntrances.length > 0 && (
        <Notice tone="warn">{t('inside.silent', { entrances: list.silentEntrances.join(', ') })}</Notice>
      )}
      {list.people.length === 0 && (
        <Panel>
          <EmptyState
            icon={<IconDoorExit size={34} stroke={1.5} />}
            title={t('inside.nobody')}
            text={t('inside.nobodyText')}
          />
        </Panel>
      )}
      {groupByEntrance(list).map((group) => (
        <PeopleTable
          key={group.entranceName}
          group={group}
          {...(mayCheckOut && { onDepart: (person) => depart(person.visitId, nameOf(person)) })}
        />
      ))}
    </>
  );
}

function Head({ list }: { readonly list: InsideList }) {
  const { t, format, language } = useLanguage();
  const id = useVenueId();
  return (
    <header className={classes['head']}>
      <div className={classes['title']}>
        <h2>{t('inside.title')}</h2>
        <p className={classes['count']}>
          <strong>{t('inside.count', { count: list.people.length })}</strong>
          <span>{t('inside.asOf', { time: format.dateTime(list.at) })}</span>
        </p>
        {list.capacity !== null && <CapacityMeter inside={list.people.length} capacity={list.capacity} />}
        <p className={classes['soft']}>{t('inside.intro')}</p>
      </div>
      <div className={classes['actions']}>
        <Button size="lg" onClick={() => globalThis.print()} leftSection={<IconPrinter aria-hidden size={24} />}>
          {t('inside.print')}
        </Button>
        <Button
          component="a"
          variant="default"
          href={insidePdfPath(id, language)}
          download
          leftSection={<IconDownload aria-hidden size={20} />}
        >
          {t('inside.pdf')}
        </Button>
      </div>
    </header>
  );
}

import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useInside } from '../../api/attendance.ts';
import { useDepartures } from '../../api/departures.ts';
import { canAttend, useMe } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { useLogText } from '../../ui/log-text.ts';
import { Chip } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { matchesSearch } from '../../ui/search.ts';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { WAY_WORDS } from '../../ui/visit-words.ts';
import type { Person } from './group-people.ts';
import { usePersonName } from './people-table.tsx';
import classes from './present-panel.module.css';

/** More than a screen of them are looked for by name. */
const SHOWN = 12;
const FIND_FROM = 8;

/** Who is in, the latest first, each checked out by one press. */
export default function PresentPanel() {
  const t = useLogText();
  const { format } = useLanguage();
  const id = useVenueId();
  const inside = useInside(id);
  const { departures } = useDepartures(id);
  const gone = new Set(departures.flatMap(({ visitId, state }) => (state === 'failed' ? [] : [visitId])));
  const count = inside.data?.people.filter(({ visitId }) => !gone.has(visitId)).length;
  return (
    <Panel title={t('present.title')} aside={count !== undefined && <Chip tone="plain">{format.number(count)}</Chip>}>
      <Loaded query={inside} lines={5}>
        {({ people }) => <People people={people.filter(({ visitId }) => !gone.has(visitId)).toReversed()} />}
      </Loaded>
    </Panel>
  );
}

function People({ people }: { readonly people: readonly Person[] }) {
  const t = useLogText();
  const [typed, setTyped] = useState('');
  const found = people.filter((person) => typed.trim() === '' || matchesSearch(person.maskedName ?? '', typed));
  const shown = found.slice(0, SHOWN);
  if (people.length === 0) return <p className={classes['soft']}>{t('present.nobody')}</p>;
  return (
    <>
      {people.length >= FIND_FROM && (
        <TextInput
          aria-label={t('present.find')}
          placeholder={t('present.find')}
          type="search"
          autoComplete="off"
          leftSection={<IconSearch aria-hidden size={18} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {found.length === 0 && <p className={classes['soft']}>{t('present.noMatch')}</p>}
      <ul className={classes['people']}>
        {shown.map((person) => (
          <PersonItem key={person.visitId} person={person} />
        ))}
      </ul>
      <p className={classes['foot']}>
        {found.length > shown.length && (
          <span className={classes['soft']}>{t('present.more', { count: found.length - shown.length })}</span>
        )}
        <Link to="inside">{t('present.all')}</Link>
      </p>
    </>
  );
}

function PersonItem({ person }: { readonly person: Person }) {
  const t = useLogText();
  const { t: portal, format } = useLanguage();
  const me = useMe().data;
  const now = useNow(60_000);
  const name = usePersonName(person);
  const { depart } = useDepartures(useVenueId());
  return (
    <li>
      <span className={classes['who']}>
        <strong>{name}</strong>
        <small>
          {t('present.since', { time: format.moment(person.arrivedAt, now) })} · {person.entranceName}
          {person.partySize > 1 && ` · ${portal('inside.party', { count: person.partySize })}`} ·{' '}
          {portal(WAY_WORDS[person.way])}
        </small>
        {person.verdict === 'see-staff' && <Chip tone="warn">{portal('inside.waitsForStaff')}</Chip>}
      </span>
      {me && canAttend(me) && (
        <Button
          variant="default"
          aria-label={t('present.departWhat', { name })}
          onClick={() => depart(person.visitId, name)}
        >
          {t('present.depart')}
        </Button>
      )}
    </li>
  );
}

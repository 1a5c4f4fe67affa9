import { Button } from '@mantine/core';
import { IconBell, IconBellOff, IconHandStop } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useMatch } from 'react-router';
import { useCalls } from '../../api/attendance.ts';
import { canAttend, useMe } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useTitleBadge } from '../../ui/page-heading.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { CallRow } from './call-row.tsx';
import { type Call, WATCH_NOTHING, watchCalls } from './call-watch.ts';
import classes from './calls.module.css';
import { type Chime, useChime } from './use-chime.ts';

/** People whom a kiosk has sent to the staff: on every page of the venue, with a bell, until somebody has seen to them. */
export default function CallBar() {
  const me = useMe().data;
  const mayAttend = me ? canAttend(me) : false;
  return mayAttend ? <Calls /> : null;
}

const READ_MS = 10_000;
const NONE: readonly Call[] = [];

function Calls() {
  const { t } = useLanguage();
  const venueId = useVenueId();
  const { data: calls = NONE, dataUpdatedAt } = useCalls(venueId, true);
  const chime = useChime();
  // Where people are looked for in an evacuation, the list of them comes first.
  const isEmergency = useMatch('/venues/:venueId/inside') !== null;
  // A phone has no room for the list above every page: there one line of it leads to the page of today.
  const isToday = useMatch('/venues/:venueId') !== null;
  const [done, setDone] = usePassingSentence();
  useTitleBadge(calls.length);
  useRinging(calls, dataUpdatedAt, chime);
  return (
    <section
      className={classes['bar']}
      aria-label={t('calls.listLabel')}
      data-waiting={calls.length > 0}
      data-elsewhere={!isToday}
      data-emergency={isEmergency}
    >
      <header>
        {calls.length > 0 && (
          <h2>
            <IconHandStop aria-hidden size={26} />
            {t('calls.title', { count: calls.length })}
          </h2>
        )}
        {calls.length > 0 && !isToday && (
          <Link className={classes['lead']} to={`/venues/${venueId}`}>
            {t('calls.lead')}
          </Link>
        )}
        <p className={classes['done']} role="status">
          {done}
        </p>
        <ChimeButton chime={chime} />
      </header>
      {chime.state === 'unavailable' && <Notice tone="warn">{t('calls.soundBlocked')}</Notice>}
      <Announcer calls={calls} />
      {calls.length > 0 && !isEmergency && (
        <ul>
          {calls.map((call) => (
            <CallRow key={call.visitId} call={call} onDone={setDone} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** What came of the last press; gone when it has been read. */
function usePassingSentence() {
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    if (sentence === '') return undefined;
    const timer = setTimeout(() => setSentence(''), READ_MS);
    return () => clearTimeout(timer);
  }, [sentence]);
  return [sentence, setSentence] as const;
}

/** @param seenAt when the list was last brought, changed or not: the reminder needs to look again. */
function useRinging(calls: readonly Call[], seenAt: number, chime: Chime): void {
  const watch = useRef(WATCH_NOTHING);
  const ring = useRef(chime.ring);
  useEffect(() => {
    ring.current = chime.ring;
  });
  useEffect(() => {
    const seen = watchCalls(watch.current, calls, seenAt);
    watch.current = seen.watch;
    if (seen.ring) ring.current();
  }, [calls, seenAt]);
}

/** What eyes see in the list and the bell says to ears, for a screen reader. */
function Announcer({ calls }: { readonly calls: readonly Call[] }) {
  const { t } = useLanguage();
  const newest = calls.at(-1);
  return (
    <p className="visually-hidden" aria-live="assertive">
      {newest ? t('calls.announce', { count: calls.length, entrance: newest.entranceName }) : ''}
    </p>
  );
}

function ChimeButton({ chime }: { readonly chime: Chime }) {
  const { t } = useLanguage();
  const isOn = chime.state === 'on';
  const Icon = isOn ? IconBell : IconBellOff;
  return (
    <Button
      variant={isOn ? 'light' : 'default'}
      size="sm"
      title={t('calls.soundHint')}
      leftSection={<Icon aria-hidden size={20} />}
      onClick={chime.toggle}
    >
      {isOn ? t('calls.soundIsOn') : t('calls.soundOn')}
    </Button>
  );
}

import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { InsideList } from '#shared/contract/portal-door.ts';
import { useInside } from '../../api/attendance.ts';
import { useVenue } from '../../api/venues.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Bones } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { WAY_WORDS } from '../../ui/visit-words.ts';
import classes from './evacuation.module.css';

/** Who is inside, on paper: opened at one press, it asks for the printer by itself; without a network by the last copy. */
export default function EvacuationPage() {
  const t = useSettingsWords();
  const { format } = useLanguage();
  const query = useInside(useVenueId());
  const list = query.data;
  useOnce(list !== undefined, () => globalThis.print());
  if (!list) {
    return query.isError ? (
      <Notice tone="stop" live>
        {t('evacuation.offlineNone')}
      </Notice>
    ) : (
      <Bones lines={8} />
    );
  }
  return (
    <div className={classes['page']}>
      {query.isError && (
        <Notice tone="warn" live>
          {t('evacuation.offline', { time: format.dateTime(list.at) })}
        </Notice>
      )}
      <Paper list={list} />
    </div>
  );
}

function useOnce(isReady: boolean, act: () => void): void {
  const done = useRef(false);
  useEffect(() => {
    if (!isReady || done.current) return;
    done.current = true;
    act();
  });
}

function Paper({ list }: { readonly list: InsideList }) {
  const { t, format } = useLanguage();
  const words = useSettingsWords();
  const venue = useVenue(useVenueId()).data;
  const now = useNow(15_000);
  const entrances = [...new Set([...list.people.map((person) => person.entranceName), ...list.silentEntrances])];
  return (
    <>
      <header className={classes['head']}>
        <div>
          <h2>{words('evacuation.button')}</h2>
          <p>
            {venue?.name} · {venue?.address.line}
          </p>
          <p className={classes['count']}>
            <strong>{t('inside.count', { count: list.people.length })}</strong>{' '}
            {t('inside.asOf', { time: format.dateTime(list.at) })}
          </p>
          <p className={classes['printed']}>{words('evacuation.printed', { time: format.dateTime(now) })}</p>
        </div>
        <Button
          className={classes['button']}
          size="lg"
          leftSection={<IconPrinter aria-hidden size={24} />}
          onClick={() => globalThis.print()}
        >
          {t('inside.print')}
        </Button>
      </header>
      {list.silentEntrances.length > 0 && (
        <Notice tone="warn">{t('inside.silent', { entrances: list.silentEntrances.join(', ') })}</Notice>
      )}
      {entrances
        .toSorted((a, b) => a.localeCompare(b, 'vi'))
        .map((entrance) => (
          <Entrance key={entrance} name={entrance} list={list} />
        ))}
    </>
  );
}

function Entrance({ name, list }: { readonly name: string; readonly list: InsideList }) {
  const { t, format } = useLanguage();
  const people = list.people
    .filter((person) => person.entranceName === name)
    .toSorted((a, b) => a.arrivedAt - b.arrivedAt);
  return (
    <section className={classes['entrance']}>
      <h3>
        {name} <small>{t('inside.count', { count: people.length })}</small>
      </h3>
      {people.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('inside.checked')}</th>
              <th scope="col">{t('inside.person')}</th>
              <th scope="col">{t('inside.since')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ visitId, maskedName, companion, partySize, way, arrivedAt }) => (
              <tr key={visitId}>
                <td>
                  <span className={classes['box']} role="img" aria-label={t('inside.checked')} />
                </td>
                <td>
                  <strong>{maskedName ?? t(companion === null ? 'inside.nameless' : `inside.${companion}`)}</strong>{' '}
                  <small>
                    {partySize > 1 && `${t('inside.party', { count: partySize })} · `}
                    {t(WAY_WORDS[way])}
                  </small>
                </td>
                <td>{format.time(arrivedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

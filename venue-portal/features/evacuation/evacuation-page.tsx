import { Button } from '@mantine/core';
import { IconEye, IconPrinter } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { InsideList, OpenedInside } from '#shared/contract/portal-door.ts';
import { useInside, useOpenInside } from '../../api/attendance.ts';
import { failureOf } from '../../api/problem-error.ts';
import { canManage, useMe } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Bones } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { WAY_WORDS } from '../../ui/visit-words.ts';
import classes from './evacuation.module.css';
import { inRollCallOrder, type Person } from './roll-call.ts';

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
  const now = useNow(15_000);
  const me = useMe().data;
  const opening = useOpenInside(useVenueId());
  const opened = opening.data;
  const entrances = [...new Set([...list.people.map((person) => person.entranceName), ...list.silentEntrances])];
  return (
    <>
      <header className={classes['head']}>
        <div>
          <h2>{words('evacuation.button')}</h2>
          <p className={classes['count']}>
            <strong>{t('inside.count', { count: list.people.length })}</strong>{' '}
            {t('inside.asOf', { time: format.dateTime(list.at) })}
          </p>
          <p className={classes['printed']}>{words('evacuation.printed', { time: format.dateTime(now) })}</p>
        </div>
        <div className={classes['button']}>
          <Button size="lg" leftSection={<IconPrinter aria-hidden size={24} />} onClick={() => globalThis.print()}>
            {t('inside.print')}
          </Button>
          {me && canManage(me) && (
            <Button
              variant="default"
              loading={opening.isPending}
              leftSection={<IconEye aria-hidden size={20} />}
              onClick={() => opening.mutate()}
            >
              {words(opened ? 'evacuation.openAgain' : 'evacuation.open')}
            </Button>
          )}
          {me && canManage(me) && <small>{words('evacuation.openHint')}</small>}
        </div>
      </header>
      {opening.isError && (
        <Notice tone="stop" live>
          {words('evacuation.openFailed')} {t(problemKey(failureOf(opening.error)))}
        </Notice>
      )}
      {opened && me && (
        <Notice tone="warn" live>
          {words('evacuation.opened', { name: me.name, time: format.dateTime(opened.at) })}
        </Notice>
      )}
      {list.silentEntrances.length > 0 && (
        <Notice tone="warn">{t('inside.silent', { entrances: list.silentEntrances.join(', ') })}</Notice>
      )}
      {entrances
        .toSorted((a, b) => a.localeCompare(b, 'vi'))
        .map((entrance) => (
          <Entrance key={entrance} name={entrance} list={list} opened={opened} />
        ))}
    </>
  );
}

function Entrance(props: {
  readonly name: string;
  readonly list: InsideList;
  /** In full, of those who were inside when somebody asked for it. */
  readonly opened: OpenedInside | undefined;
}) {
  const { name, list, opened } = props;
  const { t, format } = useLanguage();
  const whole = new Map(opened?.people.map((person) => [person.visitId, person]));
  const nameOf = ({ visitId, maskedName }: Person): string | null => whole.get(visitId)?.name ?? maskedName;
  const phoneOf = ({ visitId }: Person): string | null => whole.get(visitId)?.phone ?? null;
  const people = inRollCallOrder(
    list.people.filter((person) => person.entranceName === name),
    nameOf,
  );
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
            {people.map((person) => (
              <tr key={person.visitId}>
                <td>
                  <span className={classes['box']} role="img" aria-label={t('inside.checked')} />
                </td>
                <td>
                  <strong>
                    {nameOf(person) ?? t(person.companion === null ? 'inside.nameless' : `inside.${person.companion}`)}
                  </strong>{' '}
                  <small>
                    {phoneOf(person) && `${phoneOf(person)} · `}
                    {person.partySize > 1 && `${t('inside.party', { count: person.partySize })} · `}
                    {t(WAY_WORDS[person.way])}
                  </small>
                </td>
                <td>{format.moment(person.arrivedAt, list.at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

import { Button } from '@mantine/core';
import { useLanguage } from '../../ui/language.tsx';
import { Chip } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useNow } from '../../ui/use-now.ts';
import { WAY_WORDS } from '../../ui/visit-words.ts';
import type { EntranceGroup, Person } from './group-people.ts';
import classes from './inside.module.css';

/** Those who came in by one entrance. On paper each has a box to tick at the assembly point. */
export function PeopleTable(props: { readonly group: EntranceGroup; readonly onDepart?: (person: Person) => void }) {
  const { entranceName, people, silent } = props.group;
  const { t } = useLanguage();
  return (
    <Panel
      className={classes['entrance']}
      title={entranceName}
      aside={
        <Chip tone={silent ? 'warn' : 'plain'}>
          {t('inside.count', { count: people.length })}
          {silent && ` + ${t('inside.perhapsMore')}`}
        </Chip>
      }
    >
      {people.length > 0 && (
        <table className={classes['table']}>
          <caption className="visually-hidden">{entranceName}</caption>
          <thead>
            <tr>
              <th scope="col" className={classes['paper']}>
                {t('inside.checked')}
              </th>
              <th scope="col">{t('inside.person')}</th>
              <th scope="col" className={classes['clock']}>
                {t('inside.since')}
              </th>
              {props.onDepart && (
                <th scope="col" className={classes['screen']}>
                  <span className="visually-hidden">{t('inside.depart')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <PersonRow key={person.visitId} person={person} onDepart={props.onDepart} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function PersonRow(props: { readonly person: Person; readonly onDepart: ((person: Person) => void) | undefined }) {
  const { person, onDepart } = props;
  const { t, format } = useLanguage();
  const now = useNow(60_000);
  const name = usePersonName(person);
  return (
    <tr>
      <td className={classes['paper']}>
        <span className={classes['box']} role="img" aria-label={t('inside.checked')} />
      </td>
      <td>
        <span className={classes['who']}>
          <strong>{name}</strong>
          <small>
            {person.companion !== null && person.maskedName !== null && `${t(`inside.${person.companion}`)} · `}
            {person.partySize > 1 && `${t('inside.party', { count: person.partySize })} · `}
            {t(WAY_WORDS[person.way])}
          </small>
          {person.verdict === 'see-staff' && <Chip tone="warn">{t('inside.waitsForStaff')}</Chip>}
        </span>
      </td>
      <td className={classes['clock']}>{format.moment(person.arrivedAt, now)}</td>
      {onDepart && (
        <td className={classes['screen']}>
          <Button
            variant="default"
            size="sm"
            aria-label={t('inside.departWhat', { name })}
            onClick={() => onDepart(person)}
          >
            {t('inside.depart')}
          </Button>
        </td>
      )}
    </tr>
  );
}

/** A companion without a code has no name of their own. */
export function usePersonNames(): (person: Person) => string {
  const { t } = useLanguage();
  return ({ maskedName, companion }) =>
    maskedName ?? (companion === null ? t('inside.nameless') : t(`inside.${companion}`));
}

export const usePersonName = (person: Person): string => usePersonNames()(person);

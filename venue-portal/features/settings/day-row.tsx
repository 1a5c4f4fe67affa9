import { TextInput } from '@mantine/core';
import { type Hours, type OpeningHours, type Weekday } from '#shared/domain/opening-hours.ts';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './settings.module.css';

const USUAL: Hours = { from: '08:00', to: '17:00' };

/** One day of the week: open or not, from when to when. */
export function DayRow(props: {
  readonly day: Weekday;
  readonly hours: OpeningHours[Weekday];
  readonly isWrong: boolean;
  readonly onChange: (hours: OpeningHours[Weekday]) => void;
}) {
  const { day, hours, isWrong, onChange } = props;
  const t = useSettingsWords();
  const name = t(`hours.days.${day}`);
  return (
    <li className={classes['day']}>
      <strong id={`day-${day}`}>{name}</strong>
      <label>
        <input
          type="checkbox"
          aria-describedby={`day-${day}`}
          checked={hours !== null}
          onChange={(event) => onChange(event.currentTarget.checked ? USUAL : null)}
        />
        {t('hours.open')}
      </label>
      {hours === null ? (
        <span className={classes['closed']}>{t('hours.closed')}</span>
      ) : (
        <div className={classes['hours']}>
          <TextInput
            type="time"
            aria-label={t('hours.fromOf', { day: name })}
            value={hours.from}
            error={isWrong && hours.from === ''}
            onChange={(event) => onChange({ ...hours, from: event.currentTarget.value })}
          />
          –
          <TextInput
            type="time"
            aria-label={t('hours.toOf', { day: name })}
            value={hours.to}
            error={isWrong && hours.to === ''}
            onChange={(event) => onChange({ ...hours, to: event.currentTarget.value })}
          />
          {hours.from !== '' && hours.to !== '' && hours.to <= hours.from && (
            <small>{t(hours.to === hours.from ? 'hours.round' : 'hours.nextDay')}</small>
          )}
        </div>
      )}
    </li>
  );
}

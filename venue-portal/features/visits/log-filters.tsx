import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconFilter, IconFilterOff } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { logMarkSchema, presenceSchema, verdictChoiceSchema } from '#shared/contract/portal-visits.ts';
import { assuranceSchema, waySchema } from '#shared/domain/contact.ts';
import { entranceIdSchema } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay, calendarDaySchema, daysBetween } from '#shared/domain/instant.ts';
import { useVenue } from '../../api/venues.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useLogText } from '../../ui/log-text.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { WAY_WORDS } from '../../ui/visit-words.ts';
import classes from './log.module.css';
import { countFilters, type LogChoice } from './log-address.ts';
import { ASSURANCE_WORDS, MARK_WORDS, PRESENCE_WORDS, VERDICT_WORDS } from './log-words.ts';

export interface FilterProps {
  readonly choice: LogChoice;
  readonly today: CalendarDay;
  readonly onChange: (choice: LogChoice) => void;
}

export function LogFilters(props: FilterProps) {
  const t = useLogText();
  const [isOpen, setIsOpen] = useState(false);
  const panel = useId();
  const { choice, onChange } = props;
  const { from, to } = choice;
  const filters = countFilters(choice);
  return (
    <section className={classes['filters']} aria-label={t('filter.label')}>
      <DayRange {...props} />
      <div className={classes['more']}>
        <Button
          variant={filters > 0 ? 'light' : 'default'}
          aria-expanded={isOpen}
          aria-controls={panel}
          leftSection={<IconFilter aria-hidden size={20} />}
          onClick={() => setIsOpen(!isOpen)}
        >
          {filters > 0 ? t('filter.moreOn', { count: filters }) : t('filter.more')}
        </Button>
        {filters > 0 && (
          <Button
            variant="subtle"
            leftSection={<IconFilterOff aria-hidden size={20} />}
            onClick={() => onChange({ from, to })}
          >
            {t('filter.clear')}
          </Button>
        )}
      </div>
      <div id={panel} className={classes['panel']} hidden={!isOpen}>
        {isOpen && <Choices {...props} />}
      </div>
    </section>
  );
}

/** A day or some of them: the usual ones by a press, the next and the one before, or any two dates. */
function DayRange({ choice, today, onChange }: FilterProps) {
  const t = useLogText();
  const { t: portal } = useLanguage();
  const { from, to } = choice;
  const span = daysBetween(from, to) + 1;
  const goTo = (first: CalendarDay, last: CalendarDay) => onChange({ ...choice, from: first, to: last });
  const yesterday = addDays(today, -1);
  const presets = [
    { label: t('filter.today'), first: today, last: today },
    { label: t('filter.yesterday'), first: yesterday, last: yesterday },
    { label: t('filter.week'), first: addDays(today, -6), last: today },
    { label: t('filter.month'), first: addDays(today, -29), last: today },
  ];
  const pick = (name: 'from' | 'to', value: string) => {
    const day = calendarDaySchema.safeParse(value).data;
    if (day === undefined || day > today) return;
    if (name === 'from') goTo(day, day > to ? day : to);
    else goTo(day < from ? day : from, day);
  };
  return (
    <>
      <fieldset className={classes['presets']}>
        <legend className="visually-hidden">{t('filter.range')}</legend>
        {presets.map(({ label, first, last }) => (
          <button
            key={label}
            type="button"
            aria-pressed={from === first && to === last}
            onClick={() => goTo(first, last)}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <div className={classes['dates']}>
        <Button
          variant="default"
          aria-label={portal('visits.previousDay')}
          onClick={() => goTo(addDays(from, -span), addDays(to, -span))}
        >
          <IconChevronLeft aria-hidden size={20} />
        </Button>
        <TextInput
          type="date"
          label={t('filter.from')}
          value={from}
          max={today}
          onChange={(event) => pick('from', event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('filter.to')}
          value={to}
          max={today}
          onChange={(event) => pick('to', event.currentTarget.value)}
        />
        <Button
          variant="default"
          aria-label={portal('visits.nextDay')}
          disabled={to >= today}
          onClick={() => {
            const last = addDays(to, span) > today ? today : addDays(to, span);
            goTo(addDays(last, 1 - span), last);
          }}
        >
          <IconChevronRight aria-hidden size={20} />
        </Button>
      </div>
    </>
  );
}

function Choices({ choice, onChange }: FilterProps) {
  const t = useLogText();
  const { t: portal } = useLanguage();
  const venue = useVenue(useVenueId()).data;
  const { verdicts = [], ways = [], assurances = [], marks = [] } = choice;
  return (
    <>
      <div className={classes['selects']}>
        {venue && venue.entrances.length > 1 && (
          <NativeSelect
            label={t('filter.entrance')}
            value={choice.entranceId ?? ''}
            data={[
              { value: '', label: t('filter.anyEntrance') },
              ...venue.entrances.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) =>
              onChange({ ...choice, entranceId: entranceIdSchema.safeParse(event.currentTarget.value).data })
            }
          />
        )}
        <NativeSelect
          label={t('filter.presence')}
          value={choice.presence ?? ''}
          data={[
            { value: '', label: t('filter.anyPresence') },
            ...presenceSchema.options.map((value) => ({ value, label: t(PRESENCE_WORDS[value]) })),
          ]}
          onChange={(event) =>
            onChange({ ...choice, presence: presenceSchema.safeParse(event.currentTarget.value).data })
          }
        />
      </div>
      <Toggles
        legend={t('filter.verdicts')}
        options={verdictChoiceSchema.options}
        chosen={verdicts}
        wordOf={(value) => portal(VERDICT_WORDS[value])}
        onChange={(next) => onChange({ ...choice, verdicts: next })}
      />
      <Toggles
        legend={t('filter.ways')}
        options={waySchema.options}
        chosen={ways}
        wordOf={(value) => portal(WAY_WORDS[value])}
        onChange={(next) => onChange({ ...choice, ways: next })}
      />
      <Toggles
        legend={t('filter.assurances')}
        options={assuranceSchema.options}
        chosen={assurances}
        wordOf={(value) => t(ASSURANCE_WORDS[value])}
        onChange={(next) => onChange({ ...choice, assurances: next })}
      />
      <Toggles
        legend={t('filter.marks')}
        options={logMarkSchema.options}
        chosen={marks}
        wordOf={(value) => t(MARK_WORDS[value])}
        onChange={(next) => onChange({ ...choice, marks: next })}
      />
    </>
  );
}

function Toggles<T extends string>(props: {
  readonly legend: string;
  readonly options: readonly T[];
  readonly chosen: readonly T[];
  readonly wordOf: (option: T) => string;
  readonly onChange: (chosen: T[]) => void;
}) {
  const { legend, options, chosen, wordOf, onChange } = props;
  return (
    <fieldset className={classes['toggles']}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option}>
          <input
            type="checkbox"
            checked={chosen.includes(option)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, option] : chosen.filter((one) => one !== option))
            }
          />
          <span>{wordOf(option)}</span>
        </label>
      ))}
    </fieldset>
  );
}

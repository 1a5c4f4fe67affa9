import { useState } from 'react';
import { Link } from 'react-router';
import type { DoorSettings } from '#shared/contract/portal-door.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { latestClosing, nextClosing, type OpeningHours, weekdayOf } from '#shared/domain/opening-hours.ts';
import { useDoor, useSaveDoor } from '../../api/door.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SavedNotice } from '../../ui/saved-notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './settings.module.css';

type Choices = DoorSettings['choices'];
type Closing = 'hours' | 'clock' | 'never';

const closingOf = ({ closingBy, closesAt }: Choices): Closing =>
  closingBy === 'hours' ? 'hours' : closesAt === null ? 'never' : 'clock';

/** A time to begin with, for a venue whose days never end. */
const LATE = '22:00';

/** When whoever forgot to scan on the way out is recorded as gone. */
export function ClosingPanel({ hours }: { readonly hours: OpeningHours }) {
  const door = useDoor(useVenueId()).data;
  return door ? <ClosingChoice hours={hours} choices={door.choices} /> : null;
}

function ClosingChoice({ hours, choices }: { readonly hours: OpeningHours; readonly choices: Choices }) {
  const t = useSettingsWords();
  const { format } = useLanguage();
  const id = useVenueId();
  const save = useSaveDoor(id);
  const [before, setBefore] = useState<Pick<Choices, 'closingBy' | 'closesAt'> | null>(null);
  const next = nextClosing(hours, Date.now());
  const time = choices.closesAt ?? latestClosing(hours) ?? LATE;
  const store = (changed: Pick<Choices, 'closingBy' | 'closesAt'>, isUndo = false) => {
    const { closingBy, closesAt } = choices;
    save.mutate({ choices: changed }, { onSuccess: () => setBefore(isUndo ? null : { closingBy, closesAt }) });
  };
  const choose = (closing: Closing): void => {
    if (closing === 'hours') store({ closingBy: 'hours', closesAt: choices.closesAt });
    else store({ closingBy: 'clock', closesAt: closing === 'clock' ? time : null });
  };
  return (
    <Panel title={t('hours.closing')}>
      <p className={classes['soft']}>{t('hours.closingText')}</p>
      <ChoiceCards
        legend={t('hours.closingBy')}
        value={closingOf(choices)}
        onChange={choose}
        options={[
          {
            value: 'hours',
            label: t('hours.byHours'),
            hint:
              next === null
                ? t('hours.byHoursNever')
                : t('hours.byHoursNext', { day: t(`hours.days.${weekdayOf(dayOf(next))}`), time: format.time(next) }),
          },
          { value: 'clock', label: t('hours.byClock', { time }), hint: t('hours.byClockHint') },
          { value: 'never', label: t('hours.byNothing'), hint: t('hours.byNothingHint') },
        ]}
      />
      <div className={classes['save']}>
        {closingOf(choices) === 'clock' && <Link to={`/venues/${id}/door`}>{t('hours.byClockOther')}</Link>}
        <div role="status">
          {save.isSuccess && (
            <SavedNotice
              text={t(before ? 'saved' : 'undone')}
              undo={t('undo')}
              onUndo={before ? () => store(before, true) : undefined}
            />
          )}
        </div>
      </div>
    </Panel>
  );
}

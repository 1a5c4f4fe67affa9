import { useState } from 'react';
import { Link } from 'react-router';
import type { DoorSettings } from '#shared/contract/portal-door.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { latestClosing, nextClosing, type OpeningHours, weekdayOf } from '#shared/domain/opening-hours.ts';
import { useDoor, useSaveDoor } from '../../api/door.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SavedNotice } from '../../ui/saved-notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './settings.module.css';

type Choices = DoorSettings['choices'];
type Chosen = Pick<Choices, 'closingBy' | 'closesAt'>;
type Closing = 'hours' | 'clock' | 'never';

const closingOf = ({ closingBy, closesAt }: Chosen): Closing =>
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
  const [before, setBefore] = useState<Chosen | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  // What was chosen is seen at once, and as it was before where the server refused it.
  const closing = closingOf(save.isPending ? { ...choices, ...chosen } : choices);
  const next = nextClosing(hours, useNow(60_000));
  const time = choices.closesAt ?? latestClosing(hours) ?? LATE;
  const store = (changed: Chosen, isUndo = false): void => {
    setChosen(changed);
    const { closingBy, closesAt } = choices;
    save.mutate({ choices: changed }, { onSuccess: () => setBefore(isUndo ? null : { closingBy, closesAt }) });
  };
  const choose = (wanted: Closing): void => {
    if (wanted === 'hours') store({ closingBy: 'hours', closesAt: choices.closesAt });
    else store({ closingBy: 'clock', closesAt: wanted === 'clock' ? time : null });
  };
  return (
    <Panel title={t('hours.closing')}>
      <p className={classes['soft']}>{t('hours.closingText')}</p>
      <ChoiceCards
        legend={t('hours.closingBy')}
        value={closing}
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
      <Failure error={save.error} />
      <div className={classes['save']}>
        {closing === 'clock' && <Link to={`/venues/${id}/door`}>{t('hours.byClockOther')}</Link>}
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

import { Button } from '@mantine/core';
import { IconClock, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { VenueRules } from '#shared/contract/portal-settings.ts';
import { localTimeSchema } from '#shared/domain/local-time.ts';
import { type OpeningHours, WEEKDAYS, type Weekday } from '#shared/domain/opening-hours.ts';
import { useRules, useSaveRules } from '../../api/settings.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SavedNotice } from '../../ui/saved-notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { ClosingPanel } from './closing-panel.tsx';
import { DayRow } from './day-row.tsx';
import classes from './settings.module.css';

const OFFICE = { from: '08:00', to: '17:00' } as const;
const FIRST: OpeningHours = {
  ...{ monday: OFFICE, tuesday: OFFICE, wednesday: OFFICE, thursday: OFFICE, friday: OFFICE },
  ...{ saturday: null, sunday: null },
};

/** When a venue is open: only then is a kiosk missed. */
export default function HoursPage() {
  return (
    <Loaded query={useRules(useVenueId())} lines={8}>
      {(rules) => <HoursForm rules={rules} />}
    </Loaded>
  );
}

function HoursForm({ rules }: { readonly rules: VenueRules }) {
  const t = useSettingsWords();
  const id = useVenueId();
  const save = useSaveRules(id);
  const [hours, setHours] = useState(rules.openingHours);
  const [before, setBefore] = useState<{ readonly hours: OpeningHours | null } | null>(null);
  const [isTried, setTried] = useState(false);
  const isChanged = JSON.stringify(hours) !== JSON.stringify(rules.openingHours);
  const wrong = hours === null ? [] : WEEKDAYS.filter((day) => !isWhole(hours[day]));
  const store = (next: OpeningHours | null, undo: { readonly hours: OpeningHours | null } | null) =>
    save.mutate(
      { openingHours: next },
      {
        onSuccess: (stored) => {
          setHours(stored.openingHours);
          setBefore(undo);
          setTried(false);
        },
      },
    );
  const submit = () => (wrong.length > 0 ? setTried(true) : store(hours, { hours: rules.openingHours }));
  return (
    <>
      <Panel title={t('hours.title')}>
        <p className={classes['soft']}>{t('hours.intro')}</p>
        {hours === null ? (
          <EmptyState icon={<IconClock size={34} stroke={1.5} />} title={t('hours.unknown')} text={t('nav.hoursHint')}>
            <Button onClick={() => setHours(FIRST)}>{t('hours.start')}</Button>
          </EmptyState>
        ) : (
          <Week hours={hours} wrong={isTried ? wrong : []} onChange={setHours} />
        )}
        {isTried && wrong.length > 0 && (
          <Notice tone="stop" live>
            {wrong.map((day) => t('hours.missing', { day: t(`hours.days.${day}`) })).join('. ')}
          </Notice>
        )}
        <Failure error={save.error} />
        <div className={classes['save']}>
          {(hours !== null || isChanged) && (
            <Button loading={save.isPending} onClick={submit}>
              {t('save')}
            </Button>
          )}
          {hours !== null && (
            <Button variant="subtle" onClick={() => setHours(null)}>
              {t('hours.forget')}
            </Button>
          )}
          <div role="status">
            {save.isSuccess && !isChanged && (
              <SavedNotice
                text={t(before ? 'saved' : 'undone')}
                undo={t('undo')}
                onUndo={before ? () => store(before.hours, null) : undefined}
              />
            )}
          </div>
        </div>
      </Panel>
      {rules.openingHours && <ClosingPanel hours={rules.openingHours} />}
    </>
  );
}

const isWhole = (hours: OpeningHours[Weekday]): boolean =>
  hours === null || [hours.from, hours.to].every((time) => localTimeSchema.safeParse(time).success);

function Week(props: {
  readonly hours: OpeningHours;
  readonly wrong: readonly Weekday[];
  readonly onChange: (hours: OpeningHours) => void;
}) {
  const { hours, wrong, onChange } = props;
  const t = useSettingsWords();
  const { monday } = hours;
  const copyMonday = (): void =>
    onChange(Object.fromEntries(WEEKDAYS.map((day) => [day, hours[day] && monday])) as OpeningHours);
  return (
    <>
      <ul className={classes['days']}>
        {WEEKDAYS.map((day) => (
          <DayRow
            key={day}
            day={day}
            hours={hours[day]}
            isWrong={wrong.includes(day)}
            onChange={(changed) => onChange({ ...hours, [day]: changed })}
          />
        ))}
      </ul>
      {monday && (
        <div>
          <Button variant="default" size="sm" leftSection={<IconCopy aria-hidden size={18} />} onClick={copyMonday}>
            {t('hours.copy')}
          </Button>
        </div>
      )}
    </>
  );
}

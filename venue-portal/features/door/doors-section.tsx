import { Input, TextInput } from '@mantine/core';
import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import type { DoorSettings } from '#shared/contract/portal-door.ts';
import { HOUR_MS, MINUTE_MS } from '#shared/domain/instant.ts';
import { VENUE_DEFAULTS } from '#shared/domain/venue.ts';
import { useVenue } from '../../api/venues.ts';
import type { FieldMessages } from '../../ui/form/field-problems.ts';
import { Segments } from '../../ui/form/segments.tsx';
import { type PortalTranslate, useLanguage } from '../../ui/language.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './door.module.css';
import { inUnits } from './form-fields.ts';
import { SectionForm, useSection } from './section-form.tsx';
import { doorsForm, doorsSave, doorsSchema, LIMITS } from './sections.ts';

export const rangeMessages = (t: PortalTranslate, range: { readonly min: number; readonly max: number }) => {
  const outside = t('door.errors.range', range);
  return { missing: t('door.errors.number'), short: outside, long: outside, else: t('door.errors.number') };
};

const doorsMessages = (t: PortalTranslate): FieldMessages => ({
  duplicateWindow: rangeMessages(t, LIMITS.duplicateWindow),
  maxStay: rangeMessages(t, LIMITS.maxStay),
  closesAt: { else: t('door.errors.time') },
  capacity: { else: t('door.errors.capacity') },
});

/** Which way each door goes, and when a visit begins and ends. */
export function DoorsSection({ door }: { readonly door: DoorSettings }) {
  const { t } = useLanguage();
  const section = useSection({
    schema: doorsSchema,
    values: doorsForm(door),
    messages: doorsMessages(t),
    toSave: doorsSave,
  });
  const { form, field } = section;
  const modes = form.watch('modes');
  const type = useVenue(useVenueId()).data?.type ?? 'other';
  const { duplicateWindowMs, maxStayMs } = VENUE_DEFAULTS[type];
  const byType = (ms: number, unitMs: number, unit: 'minutes' | 'hours') =>
    t('door.venueDefault', { value: `${inUnits(ms, unitMs)} ${t(`door.units.${unit}`)}` });
  const byDefaultNone = t('door.default', { value: t('door.noneSet') });
  return (
    <SectionForm title={t('door.doors.title')} save={t('door.doors.save')} section={section}>
      <div className={classes['modes']}>
        {door.entrances.map(({ id, name }) => (
          <Segments
            key={id}
            legend={t('door.doors.mode', { entrance: name })}
            value={modes.find((entrance) => entrance.id === id)?.mode ?? 'entrance'}
            onChange={(mode) =>
              form.setValue(
                'modes',
                modes.map((entrance) => (entrance.id === id ? { id, mode } : entrance)),
                { shouldDirty: true },
              )
            }
            options={(['entrance', 'exit', 'both'] as const).map((value) => ({
              value,
              label: t(`door.doors.modes.${value}`),
            }))}
          />
        ))}
        <p className={classes['hint']}>{t('door.doors.modeHint')}</p>
      </div>
      <div className={classes['grid']}>
        <UnitInput
          label={t('door.doors.duplicateWindow')}
          description={`${t('door.doors.duplicateWindowHint')} ${byType(duplicateWindowMs, MINUTE_MS, 'minutes')}`}
          unit={t('door.units.minutes')}
          {...field('duplicateWindow')}
        />
        <UnitInput
          label={t('door.doors.maxStay')}
          description={`${t('door.doors.maxStayHint')} ${byType(maxStayMs, HOUR_MS, 'hours')}`}
          unit={t('door.units.hours')}
          {...field('maxStay')}
        />
        {door.choices.closingBy === 'hours' ? (
          <Input.Wrapper label={t('door.doors.closesAt')} description={t('door.doors.closesByHours')}>
            <Link to="../settings/hours">{t('door.doors.toHours')}</Link>
          </Input.Wrapper>
        ) : (
          <TextInput
            type="time"
            label={t('door.doors.closesAt')}
            description={`${t('door.doors.closesAtHint')} ${byDefaultNone}`}
            {...field('closesAt')}
          />
        )}
        <UnitInput
          label={t('door.doors.capacity')}
          description={`${t('door.doors.capacityHint')} ${byDefaultNone}`}
          unit={t('door.units.people')}
          inputMode="numeric"
          {...field('capacity')}
        />
      </div>
    </SectionForm>
  );
}

export function UnitInput({ unit, ...props }: ComponentProps<typeof TextInput> & { readonly unit: string }) {
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      rightSection={<span className={classes['unit']}>{unit}</span>}
      rightSectionWidth={72}
      rightSectionPointerEvents="none"
      {...props}
    />
  );
}

import { z } from 'zod';
import { type KioskChoices, kioskChoicesSchema, kioskModeSchema } from '#shared/contract/kiosk-settings.ts';
import { type DoorSettings, LONGEST_CHOICES } from '#shared/contract/portal-door.ts';
import { entranceIdSchema } from '#shared/domain/ids.ts';
import { HOUR_MS, MINUTE_MS } from '#shared/domain/instant.ts';
import { localTimeSchema } from '#shared/domain/local-time.ts';
import type { DoorSave } from '../../api/door.ts';
import { countField, durationField, inUnits, optionalTimeField, SECOND_MS } from './form-fields.ts';

/** Each section of the page: its form, how it is filled, and what it saves. */

export const LIMITS = {
  duplicateWindow: { min: 0, max: LONGEST_CHOICES.duplicateWindowMs / MINUTE_MS },
  maxStay: { min: 0.25, max: LONGEST_CHOICES.maxStayMs / HOUR_MS },
  idle: { min: 5, max: LONGEST_CHOICES.idleTimeoutMs / SECOND_MS },
  result: { min: 0.5, max: LONGEST_CHOICES.resultMs / SECOND_MS },
} as const;

/** What a venue begins with where its type does not say otherwise; the server fills in the same. */
export const DEFAULT_CHOICES: KioskChoices = kioskChoicesSchema.parse({
  duplicateWindowMs: 15 * MINUTE_MS,
  skipDeclaredToday: true,
  askPhoneAfterCode: true,
  idleTimeoutMs: 30 * SECOND_MS,
  resultMs: 4 * SECOND_MS,
});

export const doorsSchema = z.object({
  modes: z.array(z.object({ id: entranceIdSchema, mode: kioskModeSchema })),
  duplicateWindow: durationField(MINUTE_MS, LIMITS.duplicateWindow),
  maxStay: durationField(HOUR_MS, LIMITS.maxStay),
  closesAt: optionalTimeField,
  capacity: countField(1_000_000),
});

export const doorsForm = ({ choices, entrances }: DoorSettings): z.input<typeof doorsSchema> => ({
  modes: entrances.map(({ id, mode }) => ({ id, mode })),
  duplicateWindow: inUnits(choices.duplicateWindowMs, MINUTE_MS),
  maxStay: inUnits(choices.maxStayMs, HOUR_MS),
  closesAt: choices.closesAt ?? '',
  capacity: choices.capacity === null ? '' : String(choices.capacity),
});

/**
 * What of a section was changed on this page: the rest stays as it is on the server, where another tab or another person may
 * have changed it meanwhile.
 *
 * @param before the section as it was filled.
 */
export function changedOnly({ choices = {}, modes = [] }: DoorSave, before: DoorSave): DoorSave {
  const earlier: Readonly<Record<string, unknown>> = before.choices ?? {};
  const isChanged = ([name, value]: [string, unknown]) => JSON.stringify(earlier[name]) !== JSON.stringify(value);
  const changed = Object.entries(choices).filter(isChanged);
  return {
    modes: modes.filter(({ id, mode }) => before.modes?.find((entrance) => entrance.id === id)?.mode !== mode),
    ...(changed.length > 0 && { choices: Object.fromEntries(changed) }),
  };
}

export const doorsSave = (form: z.output<typeof doorsSchema>): DoorSave => ({
  modes: form.modes,
  choices: {
    duplicateWindowMs: form.duplicateWindow,
    maxStayMs: form.maxStay,
    closesAt: form.closesAt,
    capacity: form.capacity,
  },
});

export const visitorsSchema = z.object({
  skipDeclaredToday: z.boolean(),
  askPhoneAfterCode: z.boolean(),
  allowWithoutContact: z.boolean(),
  group: z.enum(['off', 'declare-each', 'declare-once']),
});

export const visitorsForm = ({ choices }: DoorSettings): z.input<typeof visitorsSchema> => ({
  skipDeclaredToday: choices.skipDeclaredToday,
  askPhoneAfterCode: choices.askPhoneAfterCode,
  allowWithoutContact: choices.allowWithoutContact,
  group: choices.group,
});

export const visitorsSave = (choices: z.output<typeof visitorsSchema>): DoorSave => ({ choices });

/** The hours are looked at only while dimming is on: nobody should mend an input that is not on the page. */
export const screenSchema = z
  .object({
    idle: durationField(SECOND_MS, LIMITS.idle),
    result: durationField(SECOND_MS, LIMITS.result),
    volume: z.int().min(0).max(100),
    voice: z.boolean(),
    language: z.enum(['machine', 'vi', 'en']),
    theme: z.enum(['by-hour', 'light', 'dark']),
    dims: z.boolean(),
    nightFrom: z.string(),
    nightTo: z.string(),
  })
  .superRefine(({ dims, nightFrom, nightTo }, context) => {
    if (!dims) return;
    const isTime = (text: string) => localTimeSchema.safeParse(text).success;
    if (!isTime(nightFrom)) context.addIssue({ code: 'custom', path: ['nightFrom'], message: 'required' });
    if (!isTime(nightTo)) context.addIssue({ code: 'custom', path: ['nightTo'], message: 'required' });
    else if (nightFrom === nightTo) context.addIssue({ code: 'custom', path: ['nightTo'], message: 'same' });
  });

export function screenForm({ choices }: DoorSettings): z.input<typeof screenSchema> {
  const night = choices.night ?? DEFAULT_CHOICES.night;
  return {
    idle: inUnits(choices.idleTimeoutMs, SECOND_MS),
    result: inUnits(choices.resultMs, SECOND_MS),
    volume: choices.volume,
    voice: choices.voice,
    language: choices.language ?? 'machine',
    theme: choices.theme,
    dims: choices.night !== null,
    nightFrom: night?.from ?? '',
    nightTo: night?.to ?? '',
  };
}

export const screenSave = (form: z.output<typeof screenSchema>): DoorSave => ({
  choices: {
    idleTimeoutMs: form.idle,
    resultMs: form.result,
    volume: form.volume,
    voice: form.voice,
    language: form.language === 'machine' ? null : form.language,
    theme: form.theme,
    night: form.dims ? { from: form.nightFrom, to: form.nightTo } : null,
  },
});

export const printingSchema = z.object({ print: z.enum(['off', 'receipt', 'badge']) });
export const printingForm = ({ choices }: DoorSettings): z.input<typeof printingSchema> => ({ print: choices.print });
export const printingSave = (choices: z.output<typeof printingSchema>): DoorSave => ({ choices });

import { describe, expect, it } from 'vitest';
import { doorChangesSchema, doorSettingsSchema } from '#shared/contract/portal-door.ts';
import {
  changedOnly,
  DEFAULT_CHOICES,
  doorsForm,
  doorsSave,
  doorsSchema,
  printingForm,
  printingSave,
  printingSchema,
  screenForm,
  screenSave,
  screenSchema,
  visitorsForm,
  visitorsSave,
  visitorsSchema,
} from './sections.ts';

const ENTRANCES = ['0197a000-0000-7000-8000-000000000001', '0197a000-0000-7000-8000-000000000002'] as const;
const { mode: _, ...defaults } = DEFAULT_CHOICES;

const doorWith = (change: object = {}) =>
  doorSettingsSchema.parse({
    choices: { ...defaults, ...change },
    entrances: ENTRANCES.map((id, index) => ({ id, name: `Cửa ${index}`, mode: index === 0 ? 'entrance' : 'both' })),
    staffPinSetAt: null,
  });

/** All four sections filled from a door and saved as they are. */
const savedUntouched = (door: ReturnType<typeof doorWith>) => ({
  ...doorsSave(doorsSchema.parse(doorsForm(door))).choices,
  ...visitorsSave(visitorsSchema.parse(visitorsForm(door))).choices,
  ...screenSave(screenSchema.parse(screenForm(door))).choices,
  ...printingSave(printingSchema.parse(printingForm(door))).choices,
});

describe('the sections of the door', () => {
  it.each([
    ['the defaults', {}],
    [
      'everything set',
      { closesAt: '22:30', capacity: 120, maxStayMs: 5_400_000, duplicateWindowMs: 0, resultMs: 2_500 },
    ],
    ['no night, everything off', { night: null, voice: true, skipDeclaredToday: false, group: 'off', print: 'badge' }],
  ])('together cover every choice and change none that nobody touched: %s', (_name, change) => {
    const door = doorWith(change);
    // Chosen on the kiosks' own page, and with the opening hours.
    const { updateAtNight: _switch, closingBy: _closing, ...choices } = door.choices;
    expect(savedUntouched(door)).toEqual(choices);
    expect(doorChangesSchema.safeParse({ choices: savedUntouched(door) }).success).toBe(true);
  });

  it('ask only for what was changed on the page, so that another tab keeps what it saved meanwhile', () => {
    const before = doorsSchema.parse(doorsForm(doorWith()));
    expect(changedOnly(doorsSave(before), doorsSave(before))).toEqual({ modes: [] });
    const after = { ...before, capacity: 80, modes: before.modes.map(({ id }) => ({ id, mode: 'both' as const })) };
    expect(changedOnly(doorsSave(after), doorsSave(before))).toEqual({
      modes: [{ id: ENTRANCES[0], mode: 'both' }],
      choices: { capacity: 80 },
    });
    const screen = screenSchema.parse(screenForm(doorWith()));
    const later = { ...screen, nightFrom: '23:00' };
    expect(changedOnly(screenSave(later), screenSave(screen)).choices).toEqual({
      night: { from: '23:00', to: '05:30' },
    });
  });

  it('reads numbers as people here write them, and empty as none', () => {
    const filled = {
      ...doorsForm(doorWith()),
      duplicateWindow: ' 7,5 ',
      maxStay: '1.5',
      capacity: '1.200',
      closesAt: '',
    };
    expect(doorsSchema.parse(filled)).toMatchObject({
      duplicateWindow: 450_000,
      maxStay: 5_400_000,
      capacity: 1_200,
      closesAt: null,
    });
    expect(doorsSchema.parse({ ...filled, capacity: '' }).capacity).toBeNull();
  });

  it.each([
    ['duplicateWindow', ''],
    ['duplicateWindow', '-1'],
    ['duplicateWindow', '1441'],
    ['maxStay', '0'],
    ['maxStay', 'abc'],
    ['capacity', '0'],
    ['capacity', '1000001'],
    ['closesAt', '24:00'],
  ])('refuses %s = %j', (field, typed) => {
    const result = doorsSchema.safeParse({ ...doorsForm(doorWith()), [field]: typed });
    expect(result.error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  it('looks at the night hours only while dimming is on', () => {
    const form = { ...screenForm(doorWith()), nightFrom: '', nightTo: '' };
    expect(screenSchema.safeParse({ ...form, dims: false }).success).toBe(true);
    expect(screenSchema.safeParse(form).error?.issues.map(({ path }) => path[0])).toEqual(['nightFrom', 'nightTo']);
    const same = { ...form, nightFrom: '22:00', nightTo: '22:00' };
    expect(screenSchema.safeParse(same).error?.issues[0]).toMatchObject({ path: ['nightTo'], message: 'same' });
  });
});

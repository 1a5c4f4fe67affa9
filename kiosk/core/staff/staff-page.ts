import { z } from 'zod';
import { printerSettingSchema } from '#kiosk/core/printer-setting.ts';
import { posterCheckResultSchema } from '#shared/contract/kiosk-status.ts';
import { waySchema } from '#shared/domain/contact.ts';
import { verdictSchema } from '#shared/domain/declaration.ts';
import { visitIdSchema } from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { personViewSchema } from '../person-view.ts';
import { PAIRING_FAILURES } from '../ports.ts';

/** What a longer act of the machine is doing. */
export const workStateSchema = z.enum(['none', 'working', 'done', 'failed']);
export type WorkState = z.infer<typeof workStateSchema>;

/** Inside by this door, from memory. */
export const presentViewSchema = z.strictObject({
  visitId: visitIdSchema,
  kind: z.enum(['person', 'child', 'elder']),
  /** null: a companion without a code. */
  person: personViewSchema.nullable(),
  at: instantSchema,
});

/** Settings of this machine alone: they stay when the venue's settings change. */
export const machineSettingsSchema = z.strictObject({
  /** Which language the screens have before anybody chose. */
  language: languageSchema,
  /** Percent of the venue's loudness. */
  volume: z.int().min(0).max(100),
  pixelsPerMm: z.number().min(1).max(40).nullable(),
  printer: printerSettingSchema,
});
export type MachineSettings = z.infer<typeof machineSettingsSchema>;
export const machineChangesSchema = machineSettingsSchema.partial();
export type MachineChanges = z.infer<typeof machineChangesSchema>;

/** A place a file can be written to: a USB stick. */
export const driveSchema = z.strictObject({
  id: z.string().max(300),
  label: z.string(),
  freeBytes: z.int().nullable(),
});

export const exportProblemSchema = z.enum(['no-drive', 'no-room', 'not-writable', 'not-answering', 'no-key', 'failed']);

/** One fact of the diagnostics; keys have their words in the catalogs, values are figures or short plain words. */
export const diagnosticSchema = z.strictObject({
  key: z.enum([
    'app-version',
    'server-version',
    'kiosk-id',
    'server',
    'connection',
    'last-sync',
    'waiting',
    'oldest-waiting',
    'clock-trust',
    'clock-error',
    'uptime',
    'memory',
    'disk-free',
    'database-size',
    'keys-through',
    'camera',
    'scanner',
    'printer',
    'runtime',
    'system',
    'logs',
  ]),
  value: z.string().max(300),
  tone: z.enum(['good', 'calm', 'amber']),
});

/** A newer program for this machine. */
export const updateViewSchema = z.strictObject({
  state: z.enum(['none', 'downloading', 'downloaded', 'installing', 'failed', 'rolled-back']),
  version: z.string().nullable(),
  percent: z.int().min(0).max(100).nullable(),
  /** This kiosk cannot replace itself: whoever put it here does. */
  byHand: z.boolean(),
});
export type UpdateView = z.infer<typeof updateViewSchema>;

/** The staff's pages. Names are masked here too. */
export const staffPageSchema = z.discriminatedUnion('page', [
  z.strictObject({ page: z.literal('home') }),
  /** People who were told to see the staff, the longest waiting first. */
  z.strictObject({
    page: z.literal('calls'),
    people: z.array(z.strictObject({ visitId: visitIdSchema, person: personViewSchema, at: instantSchema })),
    /** An answer is being written down. */
    saving: z.boolean(),
  }),
  /** What happened last at this door, without details. */
  z.strictObject({
    page: z.literal('last'),
    visits: z
      .array(
        z.strictObject({
          at: instantSchema,
          direction: z.enum(['in', 'out']),
          way: waySchema,
          verdict: verdictSchema.nullable(),
          people: z.int().min(1),
        }),
      )
      .max(10),
  }),
  /** The evacuation list of this door. */
  z.strictObject({
    page: z.literal('inside'),
    people: z.array(presentViewSchema).max(2_000),
    /** Came in before this machine last started: counted, but their names are sealed. */
    unnamed: z.int().min(0),
    printing: workStateSchema,
  }),
  /** Whatever is scanned here is only looked at. */
  z.strictObject({
    page: z.literal('tests'),
    lastCode: z
      .strictObject({
        source: z.enum(['serial', 'camera', 'keyboard', 'line']),
        /** What kind of code it was; nothing of its content. */
        kind: z.string().max(40),
        at: instantSchema,
      })
      .nullable(),
    camera: z.enum(['live', 'absent', 'denied', 'lost', 'dark', 'unknown']),
    scanner: z.enum(['open', 'closed', 'none']),
    printer: z.enum(['ready', 'missing', 'error', 'none']),
    printing: workStateSchema,
  }),
  /** Scan the poster on the wall: ours and current, or an alarm. */
  z.strictObject({
    page: z.literal('poster'),
    result: posterCheckResultSchema.nullable(),
    /** Whose poster it is, where it is one of this venue. */
    entranceName: z.string().nullable(),
  }),
  /** Waiting records to a USB stick, sealed to the server. */
  z.strictObject({
    page: z.literal('export'),
    waiting: z.int().min(0),
    /** Wait for servers this kiosk was paired with before; each has a file of its own. */
    held: z.int().min(0),
    drives: z.array(driveSchema).max(20),
    state: workStateSchema,
    problem: exportProblemSchema.nullable(),
    /** The written ones, and how many records each holds. */
    files: z.array(z.strictObject({ name: z.string(), records: z.int() })).max(20),
  }),
  z.strictObject({
    page: z.literal('connection'),
    serverUrl: z.string().nullable(),
    kioskId: z.string().nullable(),
    syncing: z.boolean(),
    /** Wait for servers this kiosk was paired with before. */
    held: z.int().min(0),
    /** Another pairing: the queue stays. */
    pairing: z.enum(['none', 'working', 'done', ...PAIRING_FAILURES]),
    /** A code was scanned: another server is to be confirmed. */
    offer: z.strictObject({ serverUrl: z.string(), isOtherServer: z.boolean() }).nullable(),
  }),
  z.strictObject({
    page: z.literal('settings'),
    machine: machineSettingsSchema,
    /** What the portal has set for all kiosks of the venue, which then counts; null: each machine's own. */
    venueLanguage: languageSchema.nullable(),
    /** What this machine can print on. */
    systemPrinters: z.array(z.string()).max(50),
    serialPorts: z.array(z.string()).max(50),
  }),
  /** An ID-1 card (85.60 x 53.98 mm, ISO/IEC 7810) is held to the screen. */
  z.strictObject({ page: z.literal('calibrate'), pixelsPerMm: z.number().nullable() }),
  z.strictObject({ page: z.literal('diagnostics'), facts: z.array(diagnosticSchema) }),
  z.strictObject({
    page: z.literal('system'),
    appVersion: z.string(),
    /** null: not heard yet. */
    serverVersion: z.string().nullable(),
    updateNeeded: z.boolean(),
    update: updateViewSchema,
  }),
]);
export type StaffPage = z.infer<typeof staffPageSchema>;
export type StaffPageName = StaffPage['page'];

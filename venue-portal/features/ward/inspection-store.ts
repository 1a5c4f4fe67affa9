import { z } from 'zod';
import { type Ward, wardSchema } from '#shared/contract/portal-ward.ts';
import {
  type InspectionInput,
  inspectionAnswersSchema,
  inspectionInputSchema,
  inspectionRoundSchema,
} from '#shared/contract/portal-ward-cases.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { mayKeepOffline, OFFLINE_KEYS } from '../../api/offline-copy.ts';
import { readStored, writeStored } from '../../ui/stored.ts';

/** What waits on this device, and why it may never be taken. */
const waitingSchema = z.strictObject({ input: inspectionInputSchema, refused: z.boolean() });
export type WaitingInspection = z.infer<typeof waitingSchema>;

const QUEUE = 'venue-portal.inspections';

/**
 * Inspections between the tap and the server. Each is on the disk before the screen says so, and leaves it only once the
 * server has it or somebody drops it; sent twice it is one, for its id was minted here.
 */
export interface InspectionStore {
  readonly list: () => readonly WaitingInspection[];
  readonly add: (input: InspectionInput) => void;
  readonly remove: (ids: readonly string[]) => void;
  readonly markRefused: (id: string) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createInspectionStore(storage: Storage): InspectionStore {
  const listeners = new Set<() => void>();
  let waiting = z.array(waitingSchema).catch([]).parse(readStored(storage, QUEUE));
  const save = (next: WaitingInspection[]): void => {
    waiting = next;
    writeStored(storage, QUEUE, next.length === 0 ? null : next);
    for (const listener of listeners) listener();
  };
  return {
    list: () => waiting,
    add: (input) => save([...waiting, { input, refused: false }]),
    remove: (ids) => save(waiting.filter(({ input }) => !ids.includes(input.id))),
    markRefused: (id) => save(waiting.map((one) => (one.input.id === id ? { ...one, refused: true } : one))),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function keep(storage: Storage, key: string, value: unknown): void {
  if (mayKeepOffline()) writeStored(storage, key, value);
}

/** The list as it was last taken along, and when. */
const keptRoundSchema = z.strictObject({ at: instantSchema, round: inspectionRoundSchema });
export type KeptRound = z.infer<typeof keptRoundSchema>;

/** null: none was taken along. */
export const readRound = (storage: Storage): KeptRound | null =>
  keptRoundSchema.nullable().catch(null).parse(readStored(storage, OFFLINE_KEYS.round));

export const writeRound = (storage: Storage, kept: KeptRound): void => keep(storage, OFFLINE_KEYS.round, kept);

/** Whose round it is; null: none was taken along. */
export const readWard = (storage: Storage): Ward | null =>
  wardSchema.nullable().catch(null).parse(readStored(storage, OFFLINE_KEYS.ward));

export const writeWard = (storage: Storage, ward: Ward): void => keep(storage, OFFLINE_KEYS.ward, ward);

const draftsSchema = z.record(z.string(), inspectionAnswersSchema.partial());
/** A checklist that is not whole yet. */
export type Draft = z.infer<typeof draftsSchema>[string];

const readDrafts = (storage: Storage) => draftsSchema.catch({}).parse(readStored(storage, OFFLINE_KEYS.drafts) ?? {});

export const readDraft = (storage: Storage, venueId: string): Draft => readDrafts(storage)[venueId] ?? {};

/** @param draft null: it was saved as a result, or given up. */
export function writeDraft(storage: Storage, venueId: string, draft: Draft | null): void {
  const { [venueId]: _, ...others } = readDrafts(storage);
  const drafts = draft === null ? others : { ...others, [venueId]: draft };
  keep(storage, OFFLINE_KEYS.drafts, Object.keys(drafts).length === 0 ? null : drafts);
}

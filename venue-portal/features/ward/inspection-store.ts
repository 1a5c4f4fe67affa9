import { z } from 'zod';
import {
  type InspectionInput,
  type InspectionRound,
  inspectionInputSchema,
  inspectionRoundSchema,
} from '#shared/contract/portal-ward-cases.ts';
import { readStored, writeStored } from '../../ui/stored.ts';

/** What waits on this device, and why it may never be taken. */
const waitingSchema = z.strictObject({ input: inspectionInputSchema, refused: z.boolean() });
export type WaitingInspection = z.infer<typeof waitingSchema>;

const QUEUE = 'venue-portal.inspections';
const ROUND = 'venue-portal.inspection-round';

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

/** The list as it was last taken along; null: none of this unit. */
export function readRound(storage: Storage, unit: string | undefined): InspectionRound | null {
  const parsed = inspectionRoundSchema.safeParse(readStored(storage, ROUND));
  return parsed.success && (unit === undefined || parsed.data.unit.code === unit) ? parsed.data : null;
}

export const writeRound = (storage: Storage, round: InspectionRound): void => writeStored(storage, ROUND, round);

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntranceId, EventId, OrganisationId, PartyId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { PreparedStatement, Store } from '../store/access.ts';
import { openStore } from '../store/store.ts';
import { listWrongCounts } from '../testing/wrong-counts.ts';
import { createProjection, type Projection } from './project.ts';
import { type LogQueries, prepareQueries } from './reader.ts';
import { SERVER_CLOCK } from './self-check-in.ts';
import { type FitEvent, type LogWriter, prepareLogWriter } from './transactor.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20);
/** After everything, so that what nobody left has ended by itself. */
const NOW = START + 400 * 24 * 60 * MINUTE;

let folder: string;
let store: Store;
let read = 0;
let restated = 0;
let queries: LogQueries;
let writer: LogWriter;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crowd-'));
  const opened = await openStore(join(folder, 'server.db'));
  if (!opened.ok) throw new Error(opened.error);
  store = opened.value;
  queries = prepareQueries({ ...store, prepare: (sql) => counting(store.prepare(sql)) });
  const plain = prepareLogWriter(store);
  writer = {
    ...plain,
    restateVisit(...args) {
      restated += 1;
      plain.restateVisit(...args);
    },
  };
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function counting<Row>(statement: PreparedStatement<Row>): PreparedStatement<Row> {
  return {
    ...statement,
    get(...values) {
      read += 1;
      return statement.get(...values);
    },
    all(...values) {
      const rows = statement.all(...values);
      read += 1 + rows.length;
      return rows;
    },
  };
}

interface Scene {
  readonly kind: 'arrived' | 'left' | 'left-person' | 'resolved' | 'voided';
  readonly minute: number;
  /** What the person shows. */
  readonly shows: readonly string[];
  /** Which arrival it is about. */
  readonly about: number;
}

let venues = 0;

/** The same scenes at a venue of their own; ids are in the same order each time. */
function makeFacts(scenes: readonly Scene[]): { readonly venueId: VenueId; readonly facts: readonly FitEvent[] } {
  venues += 1;
  const venueId = `venue-${venues}` as VenueId;
  const idOf = (index: number) => `${String(index).padStart(5, '0')}-${venues}`;
  const arrivals = scenes.flatMap(({ kind }, index) => (kind === 'arrived' ? [idOf(index) as string as VisitId] : []));
  const facts = scenes.map(({ kind, minute, shows, about }, index): FitEvent => {
    const id = idOf(index) as EventId;
    const at = START + minute * MINUTE;
    const visitId = kind === 'arrived' ? (id as string as VisitId) : (arrivals[about % arrivals.length] ?? null);
    const event: FitEvent['event'] = {
      v: 1,
      id,
      kind: kind === 'left-person' ? 'left' : kind,
      organisationId: 'organisation' as OrganisationId,
      venueId,
      entranceId: 'entrance' as EntranceId,
      at,
      clock: { wallAt: at, ...SERVER_CLOCK },
      partyId: id as string as PartyId,
      visitId: kind === 'left-person' ? null : visitId,
      direction: 'in',
      way: 'staff',
      assurance: 'declared',
      questions: null,
      consent: null,
      verdict: kind === 'resolved' ? 'not-today' : 'welcome',
      flags: [],
    };
    const isOfPerson = kind === 'arrived' || kind === 'left-person';
    const personHashes = isOfPerson ? shows.map((name) => createHash('sha256').update(name).digest()) : [];
    const content = { contact: null, health: null, personHashes, flags: [] };
    const rules = { duplicateWindowMs: 15 * MINUTE, endOf: (seenAt: number) => seenAt + 240 * MINUTE };
    const day = new Date(at).toISOString().slice(0, 10) as FitEvent['day'];
    return { event, hash: Buffer.from(id), at, day, flags: [], content, by: null, ...rules };
  });
  return { venueId, facts };
}

function tell(projection: Projection, fact: FitEvent): void {
  expect(writer.insertEvent(fact, null, NOW)).toBe(true);
  projection.apply(fact, null, NOW);
}

const readVisits = async (venueId: VenueId) => {
  const rows = await store.read
    .selectFrom('visits')
    .selectAll()
    .where('venue_id', '=', venueId)
    .orderBy('id')
    .execute();
  const plain = (id: string | null): string | null => id?.split('-')[0] ?? null;
  return rows.map(({ id, same_as, left_at, left_how, verdict, voided_at, auto_left_at }) => {
    return { id: plain(id), same: plain(same_as), left_at, left_how, verdict, voided_at, auto_left_at };
  });
};

/** @param removed taken out again at the end, as where another record takes its place. */
async function tellAll(scenes: readonly Scene[], order: readonly number[], most: number, removed?: number) {
  const { venueId, facts } = makeFacts(scenes);
  const projection = createProjection(queries, writer, most);
  await store.transactPrepared(() => {
    for (const index of order) tell(projection, facts[index] as FitEvent);
    const fact = removed === undefined ? undefined : facts[removed];
    if (!fact) return;
    for (const [table, column] of [
      ['person_index', 'event_id'],
      ['visits', 'id'],
      ['visit_events', 'id'],
    ] as const) {
      store.prepare(`delete from ${table} where ${column} = ?`).run(fact.event.id);
    }
    const place = { venueId, duplicateWindowMs: fact.duplicateWindowMs };
    for (const hash of fact.content.personHashes) projection.restate({ hash }, place, NOW);
  });
  expect(listWrongCounts({ prepare: store.prepareRead })).toEqual([]);
  return readVisits(venueId);
}

const scene: fc.Arbitrary<Scene> = fc.record({
  kind: fc.constantFrom('arrived', 'arrived', 'arrived', 'left', 'left-person', 'left-person', 'resolved', 'voided'),
  minute: fc.integer({ min: 0, max: 90 }),
  shows: fc.subarray(['phone', 'card', 'pass', 'code'], { minLength: 1, maxLength: 2 }),
  about: fc.nat(20),
});
const scenes = fc
  .tuple(scene, fc.array(scene, { minLength: 2, maxLength: 11 }))
  .map(([first, others]): Scene[] => [{ ...first, kind: 'arrived' }, ...others]);
const inOrder = (all: readonly unknown[]) => all.map((_, index) => index);

describe('a number that is typed for everybody', () => {
  it('P6, P7: visits come to the same in any order, whenever one person turns out to be a crowd', async () => {
    const told = scenes.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(inOrder(all), { minLength: all.length }),
        fc.integer({ min: 1, max: 8 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(told, async ([all, order, most]) => {
        expect(await tellAll(all, order, most)).toEqual(await tellAll(all, inOrder(all), most));
      }),
      { numRuns: 120 },
    );
  }, 60_000);

  it('P6, P7: and the same as without a record that was taken out again, which made them a crowd', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, fc.integer({ min: 1, max: 8 }), async (all, most) => {
        const [last, visitor] = [
          all.length,
          { kind: 'arrived', minute: 30, shows: ['phone', 'card'], about: 0 } as const,
        ];
        const arrivals = all.filter(({ kind }) => kind === 'arrived').length;
        // Of the same arrivals, not of the one that goes.
        const scenesWith = [...all.map((one) => ({ ...one, about: one.about % arrivals })), visitor];
        const [without, told] = [await tellAll(all, inOrder(all), most), [last, ...inOrder(all)]];
        expect(await tellAll(scenesWith, told, most, last)).toEqual(without);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('P7: each arrival of a crowd is a visit of its own, and up to there one person is one', async () => {
    const arrivals = Array.from({ length: 5 }, (_, minute): Scene => {
      return { kind: 'arrived', minute, shows: ['phone'], about: 0 };
    });
    const sameOf = async (all: readonly Scene[]) => (await tellAll(all, inOrder(all), 4)).map(({ same }) => same);
    expect(await sameOf(arrivals.slice(1))).toEqual([null, '00000', '00000', '00000']);
    expect(await sameOf(arrivals)).toEqual([null, null, null, null, null]);
  });
});

/** The rows read and the visits written for each record of a story in the order in which it happened. */
async function measure(all: readonly Scene[], limit: number): Promise<readonly { rows: number; restated: number }[]> {
  const projection = createProjection(queries, writer, limit);
  const { facts } = makeFacts(all);
  return store.transactPrepared(() =>
    facts.map((fact) => {
      [read, restated] = [0, 0];
      tell(projection, fact);
      return { rows: read, restated };
    }),
  );
}

const RECORDS = 300;
/** As little as serves: the work goes by it, and not by the records. */
const LIMIT = 20;

const arriving = (minute: number, ...shows: string[]): Scene => ({ kind: 'arrived', minute, shows, about: 0 });
const STORIES: ReadonlyArray<readonly [string, (record: number) => Scene]> = [
  ['one phone number within an hour', (n) => arriving((n * 60) / RECORDS, 'phone')],
  ['one phone number, each time with another card', (n) => arriving((n * 60) / RECORDS, 'phone', `card-${n}`)],
  ['each shares something with the one before', (n) => arriving((n * 60) / RECORDS, `code-${n}`, `code-${n + 1}`)],
  [
    'one arrival, and a phone number that leaves',
    (n) => ({ ...arriving(n, 'phone'), kind: n > 0 ? 'left-person' : 'arrived' }),
  ],
  [
    'one phone number, 10 times a day for 30 days',
    (n) => arriving(Math.floor(n / 10) * 24 * 60 + (n % 10) * 14, `phone-${Math.floor(n / 10)}`),
  ],
];

describe('the work for one record', () => {
  it.each(STORIES)(
    'P7: does not grow with what is known: %s',
    async (_what, story) => {
      const costs = await measure(
        Array.from({ length: RECORDS }, (_, record) => story(record)),
        LIMIT,
      );
      const most = (from: number, to: number) => Math.max(...costs.slice(from, to).map(({ rows }) => rows));
      expect(most(RECORDS / 2, RECORDS)).toBeLessThanOrEqual(most(0, RECORDS / 2));
      expect(most(0, RECORDS)).toBeLessThan(30 * LIMIT);
      expect(Math.max(...costs.map((cost) => cost.restated))).toBeLessThanOrEqual(LIMIT + 1);
    },
    60_000,
  );
});

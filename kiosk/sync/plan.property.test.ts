import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_BATCH } from '#shared/contract/kiosk-sync.ts';
import {
  HEARTBEAT_MS,
  type Plan,
  planAfterFailure,
  planAfterSuccess,
  planRequest,
  planWake,
  startPlan,
} from './plan.ts';

interface World {
  readonly waiting: Set<number>;
  /** Rows that make the server fail, whatever else is in the batch. */
  readonly poison: ReadonlySet<number>;
  nowMs: number;
}

function rowsOf(world: World, plan: Plan): number[] {
  const request = planRequest(plan, world.waiting.size, world.nowMs);
  if (request.kind === 'heartbeat') return [];
  return [...world.waiting].filter((seq) => !request.except.includes(seq)).slice(0, request.limit);
}

/** One exchange when it is due. @param line whether anything gets through. */
function step(world: World, plan: Plan, line: boolean, random = 0.5): Plan {
  world.nowMs = Math.max(world.nowMs, plan.dueMs);
  const sent = rowsOf(world, plan);
  if (!line || sent.some((seq) => world.poison.has(seq)))
    return planAfterFailure(plan, sent, null, world.nowMs, random);
  for (const seq of sent) world.waiting.delete(seq);
  return planAfterSuccess(plan, sent, world.waiting.size, world.nowMs, random, 5);
}

const worldOf = (rows: number, poison: readonly number[]): World => ({
  waiting: new Set(Array.from({ length: rows }, (_, index) => index + 1)),
  poison: new Set(poison),
  nowMs: 0,
});

describe('plan', () => {
  it('S4: whatever fails, every sound record gets through, and only the poison is left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 700 }), { maxLength: 4 }),
        fc.array(fc.boolean(), { maxLength: 20 }),
        (rows, bad, outage) => {
          const world = worldOf(rows, bad);
          const poison = bad.filter((seq) => seq <= rows);
          let plan = startPlan(0);
          for (let count = 0; count < 400 && world.waiting.size > poison.length; count += 1) {
            plan = step(world, plan, outage[count] ?? true);
            expect(plan.limit).toBeGreaterThanOrEqual(1);
            expect(plan.limit).toBeLessThanOrEqual(MAX_BATCH);
          }
          expect([...world.waiting].toSorted((a, b) => a - b)).toEqual(poison.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it('S4: a record that failed alone never travels with others again, until it got through', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 }), (bad) => {
        const world = worldOf(60, bad);
        let plan = startPlan(0);
        for (let count = 0; count < 120; count += 1) {
          const sent = rowsOf({ ...world, nowMs: Math.max(world.nowMs, plan.dueMs) }, plan);
          if (sent.length > 1) expect(sent.filter((seq) => plan.parked.has(seq))).toEqual([]);
          plan = step(world, plan, true);
        }
        expect(plan.parked.size).toBe(bad.length);
        expect(world.nowMs).toBeGreaterThan(60_000);
        const healed = { ...world, poison: new Set<number>() };
        for (let count = 0; count < 400 && world.waiting.size > 0; count += 1) plan = step(healed, plan, true);
        expect([world.waiting.size, plan.parked.size]).toEqual([0, 0]);
      }),
    );
  });

  it('S4: an outage is not blamed on the records', () => {
    const world = worldOf(1, []);
    let plan = startPlan(0);
    for (let count = 0; count < 20; count += 1) plan = step(world, plan, false);
    expect(plan.parked.size).toBe(0);
    expect(plan.dueMs - world.nowMs).toBeLessThanOrEqual(37_500);
    plan = step(world, plan, true);
    expect(planRequest(plan, 1, world.nowMs)).toEqual({ kind: 'batch', limit: 50, except: [] });
    expect(plan.dueMs).toBe(world.nowMs);
  });

  it('S1: sends 50, and up to 500 while a queue drains', () => {
    const world = worldOf(2_000, []);
    const sizes: number[] = [];
    let plan = startPlan(0);
    while (world.waiting.size > 0) {
      sizes.push(rowsOf(world, plan).length);
      plan = step(world, plan, true);
    }
    expect(sizes).toEqual([50, 100, 200, 400, 500, 500, 250]);
    expect(plan.limit).toBe(50);
    expect(plan.dueMs).toBe(world.nowMs + HEARTBEAT_MS);
  });

  it('S17: takes no more at once than the line carries in four seconds, one record at least', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 20_000 }), (msPerRecord) => {
        let plan = startPlan(0);
        for (let count = 0; count < 12; count += 1) {
          const sent = Array.from({ length: plan.limit }, (_, seq) => seq);
          plan = planAfterSuccess(plan, sent, 10_000, 0, 0.5, sent.length * msPerRecord);
        }
        expect(plan.limit).toBe(Math.max(1, Math.min(MAX_BATCH, Math.floor(4_000 / msPerRecord))));
      }),
    );
  });

  it('S17: a line that is cut after so many bytes costs less than a third again, and none starts from zero', () => {
    // A record is a byte here; a batch passes when it is done before the next cut.
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 400 }), (betweenCuts) => {
        const world = worldOf(5_000, []);
        let [plan, bytes, untilCut] = [startPlan(0), 0, betweenCuts];
        for (let count = 0; count < 5_000 && world.waiting.size > 0; count += 1) {
          world.nowMs = Math.max(world.nowMs, plan.dueMs);
          const sent = rowsOf(world, plan);
          const passes = sent.length <= untilCut;
          bytes += passes ? sent.length : untilCut;
          untilCut = passes ? untilCut - sent.length : betweenCuts;
          if (!passes) {
            plan = planAfterFailure(plan, sent, null, world.nowMs, 0.5);
            continue;
          }
          for (const seq of sent) world.waiting.delete(seq);
          plan = planAfterSuccess(plan, sent, world.waiting.size, world.nowMs, 0.5, 5);
        }
        expect(world.waiting.size).toBe(0);
        expect(bytes / 5_000).toBeLessThan(1.3);
      }),
    );
  });

  it('S18: waits as long as it is asked to, and longer after each failure otherwise', () => {
    let plan = startPlan(0);
    plan = planAfterFailure(plan, [1, 2], 120_000, 1_000, 0.5);
    expect(plan.dueMs).toBe(1_000 + 120_000 + 15_000);
    expect(planAfterFailure(startPlan(0), [], 2_000, 0, 0.999).dueMs).toBeLessThan(4_000);
    expect(planAfterFailure(startPlan(0), [], 2_000, 0, 0).dueMs).toBe(2_000);
    const waits = [0, 1, 2, 3, 4, 5, 6].map(
      (failures) => planAfterFailure({ ...startPlan(0), failures }, [], null, 0, 0.5).dueMs,
    );
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('goes soon after a check-in when online, and does not hurry when not', () => {
    const online = planAfterSuccess(startPlan(0), [], 0, 0, 0.5, 5);
    expect(planWake(online, 1_000).dueMs).toBe(1_200);
    expect(planWake(planWake(online, 1_000), 1_100).dueMs).toBe(1_200);
    const offline = planAfterFailure(online, [], null, 0, 0.5);
    expect(planWake(offline, 100).dueMs).toBe(offline.dueMs);
  });
});

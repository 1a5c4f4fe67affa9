import fc from 'fast-check';
import type { EventId } from '#shared/domain/ids.ts';
import { DAY_MS, HOUR_MS } from '#shared/domain/instant.ts';
import { type FaultyNetwork, NETWORK_FAULTS, type NetworkFault } from './faulty-network.ts';
import { ModelKiosk } from './model-kiosk.ts';
import type { ModelServer, ServerRows } from './model-server.ts';
import type { ModelTime } from './model-time.ts';

/** `at` chooses a kiosk, `which` one of its arrivals, both by the remainder. */
export type Operation =
  | { readonly do: 'check-in' | 'crash' | 'clone' | 'revoke' | 'pair-again'; readonly at: number }
  | { readonly do: 'check-out'; readonly at: number; readonly which: number }
  | { readonly do: 'exchange'; readonly at: number; readonly fault: NetworkFault }
  | { readonly do: 'restart' | 'back-up' | 'restore' }
  | { readonly do: 'wait'; readonly hours: number };

const MOST_KIOSKS = 3;
/** After so many faultless exchanges of each kiosk nothing may wait any more. */
const MOST_EXCHANGES_TO_HEAL = 12;

const at = fc.nat(MOST_KIOSKS - 1);
const atKiosk = (does: 'check-in' | 'crash' | 'clone' | 'revoke' | 'pair-again') =>
  fc.record({ do: fc.constant(does), at });
const onServer = (does: 'restart' | 'back-up' | 'restore') => fc.record({ do: fc.constant(does) });

/** What may happen to a kiosk or two, the line and the server, in any order. */
export const operations: fc.Arbitrary<Operation[]> = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: atKiosk('check-in') },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('check-out' as const), at, which: fc.nat(20) }) },
    {
      weight: 12,
      arbitrary: fc.record({ do: fc.constant('exchange' as const), at, fault: fc.constantFrom(...NETWORK_FAULTS) }),
    },
    { weight: 3, arbitrary: atKiosk('crash') },
    { weight: 1, arbitrary: atKiosk('clone') },
    { weight: 1, arbitrary: atKiosk('revoke') },
    { weight: 1, arbitrary: atKiosk('pair-again') },
    { weight: 1, arbitrary: onServer('restart') },
    { weight: 2, arbitrary: onServer('back-up') },
    { weight: 1, arbitrary: onServer('restore') },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 100 }) }) },
  ),
  { minLength: 4, maxLength: 24 },
);

/** A run of operations on real kiosks and a real server, beside a model that knows only what was acknowledged. */
export class History {
  readonly #server: ModelServer;
  readonly #network: FaultyNetwork;
  readonly #time: ModelTime;
  readonly #root: string;
  readonly #kiosks: ModelKiosk[] = [];
  #hoursWaited = 0;
  /** Every event that was durably committed, with the visit that a departure ended. */
  readonly #acknowledged = new Map<EventId, { readonly leaves: EventId | null }>();

  constructor(parts: {
    readonly server: ModelServer;
    readonly network: FaultyNetwork;
    readonly time: ModelTime;
    readonly root: string;
  }) {
    this.#server = parts.server;
    this.#network = parts.network;
    this.#time = parts.time;
    this.#root = parts.root;
  }

  async run(steps: readonly Operation[]): Promise<void> {
    this.#network.forget();
    this.#server.forgetCopy();
    try {
      const first = await ModelKiosk.start(this.#root, this.#network);
      this.#kiosks.push(first);
      await first.pair(this.#server.url, await this.#server.makePairingCode());
      for (const step of steps) {
        this.#server.setTime(Date.now());
        await this.#perform(step);
        this.#expectNothingLost();
      }
      await this.#heal();
      this.#expectEverythingThere();
    } finally {
      for (const kiosk of this.#kiosks) await kiosk.close();
    }
  }

  #perform(step: Operation): Promise<void> {
    return 'at' in step
      ? this.#performAt(this.#kiosks[step.at % this.#kiosks.length]!, step)
      : this.#performElsewhere(step);
  }

  async #performElsewhere(step: Exclude<Operation, { readonly at: number }>): Promise<void> {
    switch (step.do) {
      case 'restart':
        await this.#server.restart();
        return this.#network.hangUp();
      case 'back-up':
        return this.#server.backUp();
      case 'restore':
        await this.#server.restore();
        return this.#network.hangUp();
      case 'wait':
        this.#hoursWaited += step.hours;
        return this.#time.skip(step.hours * HOUR_MS);
    }
  }

  async #performAt(kiosk: ModelKiosk, step: Extract<Operation, { readonly at: number }>): Promise<void> {
    switch (step.do) {
      case 'check-in':
        this.#acknowledged.set(await kiosk.checkIn(), { leaves: null });
        return;
      case 'check-out': {
        const leaves = kiosk.arrivals[step.which % Math.max(1, kiosk.arrivals.length)];
        if (leaves) this.#acknowledged.set(await kiosk.checkOut(leaves), { leaves });
        return;
      }
      case 'exchange':
        this.#network.fault = step.fault;
        await kiosk.exchange();
        this.#network.fault = 'none';
        return;
      case 'crash':
        return kiosk.crash();
      case 'clone':
        if (this.#kiosks.length < MOST_KIOSKS) this.#kiosks.push(await kiosk.clone());
        return;
      case 'revoke':
        if (kiosk.kioskId !== null) await this.#server.revoke(kiosk.kioskId);
        return;
      case 'pair-again':
        return kiosk.pair(this.#server.url, await this.#server.makePairingCode());
    }
  }

  /** At any moment: what was acknowledged is on a kiosk's disk, and what a kiosk was told to be there is there. */
  #expectNothingLost(): void {
    const onKiosks = this.#kiosks.map((kiosk) => ({ kiosk, rows: kiosk.readRows() }));
    const kept = new Set<string>(onKiosks.flatMap(({ rows }) => rows.map(({ id }) => id)));
    const rows = this.#server.readRows([...kept, ...this.#acknowledged.keys()]);
    for (const { kiosk, rows: own } of onKiosks) {
      const knowsThisServer = kiosk.serverEpoch === this.#server.epoch;
      for (const { id, state } of own) {
        if (state !== 'waiting' && knowsThisServer && !has(rows, id))
          throw new Error(`${id} was confirmed, and is not there`);
      }
    }
    for (const id of this.#acknowledged.keys()) {
      const isPruned = this.#hoursWaited * HOUR_MS > 7 * DAY_MS && has(rows, id);
      if (!kept.has(id) && !isPruned) throw new Error(`${id} is gone from the kiosk`);
    }
  }

  async #heal(): Promise<void> {
    for (let round = 0; round < MOST_EXCHANGES_TO_HEAL; round += 1) {
      for (const kiosk of this.#kiosks) await kiosk.exchange();
      const isDone = this.#kiosks.every((kiosk) => kiosk.waiting === 0 && kiosk.serverEpoch === this.#server.epoch);
      if (isDone) return;
      // Longer than any record that failed alone is kept waiting.
      this.#time.skip(2 * HOUR_MS);
      this.#server.setTime(Date.now());
    }
    throw new Error(`${this.#kiosks.map(({ waiting }) => waiting).join(', ')} records still wait on a good line`);
  }

  #expectEverythingThere(): void {
    const rows = this.#server.readRows([...this.#acknowledged.keys()]);
    const departed = new Set<EventId>();
    for (const [id, { leaves }] of this.#acknowledged) {
      if (!has(rows, id)) throw new Error(`${id} was acknowledged, and the server has it not`);
      if (rows.stored.has(id) && rows.quarantined.has(id)) throw new Error(`${id} is stored and in quarantine`);
      if (leaves && rows.stored.has(id)) departed.add(leaves);
    }
    for (const [id, { leaves }] of this.#acknowledged) {
      const visit = rows.visits.get(id);
      const shouldBe = leaves === null && rows.stored.has(id);
      if (shouldBe !== (visit !== undefined)) throw new Error(`${id}: ${shouldBe ? 'no visit' : 'a visit too many'}`);
      // Where time went by it may have ended by itself.
      const mayHaveEnded = departed.has(id) || this.#hoursWaited > 0;
      if (visit && (visit.left ? !mayHaveEnded : departed.has(id))) throw new Error(`${id}: left is ${visit.left}`);
    }
  }
}

const has = ({ stored, quarantined }: ServerRows, id: string): boolean => stored.has(id) || quarantined.has(id);

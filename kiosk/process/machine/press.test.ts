import { describe, expect, it, vi } from 'vitest';
import type { KeptDownLink } from '#kiosk/core/ports.ts';
import type { Present } from '#kiosk/core/presence.ts';
import type { PrinterSetting } from '#kiosk/core/printer-setting.ts';
import type { Slip } from '#kiosk/core/staff/machine-act.ts';
import type { Printer } from '#kiosk/devices/printer/printer.ts';
import { mintPartyId, type VisitId } from '#shared/domain/ids.ts';
import { err, ok } from '#shared/domain/result.ts';
import { makeQuestions, makeSettings, TEST_NOW } from '#shared/testing/kiosk-factories.ts';
import { groupByPerson } from './draw-pages.ts';
import { createPress } from './press.ts';

const SYSTEM: PrinterSetting = { kind: 'system', name: 'Văn phòng' };
const ROLL: PrinterSetting = {
  kind: 'escpos',
  over: { kind: 'network', host: '127.0.0.1', port: 9_100 },
  dots: 384,
  cut: true,
};
const VISIT = '0192f3a4-0000-7000-8000-00007f3a91bc' as VisitId;
const person = { way: 'citizen-card', maskedName: 'N. T. Hương', tail: null, birthYear: 1985 } as const;
const slip: Slip = { visitId: VISIT, person, verdict: 'welcome', at: TEST_NOW, people: 1 };
const downWith = (print: 'off' | 'receipt' | 'badge'): KeptDownLink => ({
  settings: makeSettings({ print }),
  questions: makeQuestions(),
  notices: null,
});

interface Stub extends Printer {
  readonly pages: number[];
  become(state: 'ready' | 'missing'): void;
  isClosed: boolean;
}
function stubPrinter(print: Printer['print'] = () => Promise.resolve(ok(undefined))): Stub {
  let listener: (state: 'ready' | 'missing') => void = () => {};
  const stub: Stub = {
    pages: [],
    isClosed: false,
    print(pdf, options) {
      stub.pages.push(Number(/MediaBox \[0 0 (\d+)/.exec(Buffer.from(pdf).toString('latin1'))?.[1]));
      return print(pdf, options);
    },
    state: () => 'ready',
    onState(next) {
      listener = next;
      return () => {};
    },
    become: (state) => listener(state),
    close: async () => {
      stub.isClosed = true;
    },
  };
  return stub;
}

function start(setting: PrinterSetting, ...printers: Stub[]) {
  const told: string[] = [];
  const waiting = [...printers];
  const press = createPress({
    setting,
    onState: (state) => told.push(state),
    onPrinting: (state) => told.push(state),
    openPrinter() {
      const next = waiting.shift();
      if (!next) throw new Error('exploded');
      return next;
    },
  });
  return { press, told };
}

describe('the press', () => {
  it('prints the slip that the venue chose, on the paper that the machine has', async () => {
    const printer = stubPrinter();
    const { press } = start(ROLL, printer);
    press.printSlips([slip], downWith('off'));
    press.printSlips([slip], downWith('receipt'));
    await vi.waitFor(() => expect(printer.pages).toEqual([136]), 10_000);
    press.printSlips([slip, { ...slip, people: 3 }], downWith('badge'));
    await vi.waitFor(() => expect(printer.pages).toEqual([136, 175, 175]), 10_000);
  });

  it('prints no slip on a machine without a printer', async () => {
    const [none, printer] = [stubPrinter(), stubPrinter()];
    const { press } = start({ kind: 'none' }, none, printer);
    press.printSlips([slip], downWith('receipt'));
    press.use(ROLL);
    press.printTest(downWith('off'), TEST_NOW);
    await vi.waitFor(() => expect(printer.pages.length).toBe(1), 10_000);
    expect(none.pages).toEqual([]);
  });

  it('tells the staff how their own print went, the latest only', async () => {
    const printer = stubPrinter(() => Promise.resolve(err('paper')));
    const { press, told } = start(SYSTEM, printer);
    press.printTest(downWith('off'), TEST_NOW);
    press.printInside({ people: [], unnamed: 2 }, downWith('off'), TEST_NOW);
    await vi.waitFor(() => expect(told).toEqual(['working', 'working', 'failed']), 10_000);
    expect(printer.pages).toEqual([595, 595]);
  });

  it('changes printers, and listens to the old one no more', async () => {
    const [first, second] = [stubPrinter(), stubPrinter()];
    const { press, told } = start(SYSTEM, first, second);
    first.become('missing');
    press.use(ROLL);
    first.become('ready');
    second.become('missing');
    expect(told).toEqual(['missing', 'ready', 'missing']);
    expect(first.isClosed).toBe(true);
    press.use(SYSTEM);
    expect([press.state, told.at(-1)]).toEqual(['error', 'error']);
    press.printTest(downWith('off'), TEST_NOW);
    await vi.waitFor(() => expect(told.at(-1)).toBe('failed'), 10_000);
    await press.close();
  });

  it('survives a printer that throws', async () => {
    const { press, told } = start(
      ROLL,
      stubPrinter(() => {
        throw new Error('exploded');
      }),
    );
    press.printSlips([slip], downWith('receipt'));
    press.printTest(downWith('off'), TEST_NOW);
    await vi.waitFor(() => expect(told).toEqual(['working', 'failed']), 10_000);
  });
});

describe('the evacuation list', () => {
  it('has those in care in the line of whoever they came with', () => {
    const [family, alone] = [mintPartyId(), mintPartyId()];
    const inside = (changes: Partial<Present>): Present => ({
      visitId: VISIT,
      partyId: family,
      kind: 'person',
      person: null,
      phone: null,
      view: person,
      at: TEST_NOW,
      since: 0,
      endsAt: TEST_NOW + 1,
      verdict: 'welcome',
      ...changes,
    });
    const child = { kind: 'child', view: null } as const;
    const pass = { ...person, maskedName: null, tail: '4F2' };
    const rows = groupByPerson([
      inside({}),
      inside(child),
      inside({ ...child, partyId: alone }),
      inside({ view: pass }),
    ]);
    expect(rows).toEqual([
      { who: 'N. T. Hương', since: TEST_NOW, accompanied: 1 },
      { who: '····4F2', since: TEST_NOW, accompanied: 0 },
      { who: null, since: TEST_NOW, accompanied: 0 },
    ]);
  });
});

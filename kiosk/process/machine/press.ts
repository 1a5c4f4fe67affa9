import { setImmediate } from 'node:timers/promises';
import type { KeptDownLink } from '#kiosk/core/ports.ts';
import type { PrinterSetting } from '#kiosk/core/printer-setting.ts';
import type { Slip } from '#kiosk/core/staff/machine-act.ts';
import type { MachineView } from '#kiosk/core/staff/machine-view.ts';
import { createPrinter, type Printer } from '#kiosk/devices/printer/printer.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { err } from '#shared/domain/result.ts';
import { describeError } from '../describe-error.ts';
import { log } from '../log.ts';
import type { InsideList } from './draw-pages.ts';

/** The printer this machine has, and what is drawn for it. Nobody waits for any of it. */
export interface Press {
  readonly state: MachineView['printer'];
  /** Another printer; what the old one has begun is given up. */
  use(setting: PrinterSetting): void;
  printSlips(slips: readonly Slip[], down: KeptDownLink): void;
  printTest(down: KeptDownLink, at: Instant): void;
  printInside(list: InsideList, down: KeptDownLink, at: Instant): void;
  close(): Promise<void>;
}

export interface PressParts {
  readonly setting: PrinterSetting;
  readonly onState: (state: MachineView['printer']) => void;
  /** How the staff's own prints go; slips are not told of. */
  readonly onPrinting: (state: MachineView['printing']) => void;
  readonly openPrinter?: (setting: PrinterSetting) => Printer;
}

type Pages = typeof import('./draw-pages.ts');
type Draw = (pages: Pages, setting: PrinterSetting) => Promise<Uint8Array>;

export function createPress({ setting: first, onState, onPrinting, openPrinter = createPrinter }: PressParts): Press {
  let setting = first;
  let printer = open();
  const ended = new Set<Promise<void>>();
  /** The staff's latest wish: only its fate is shown. */
  let wish = 0;

  function open(): Printer {
    if (setting.kind !== 'none') setTimeout(warmUp, WARM_UP_AFTER_MS).unref();
    try {
      const opened = openPrinter(setting);
      opened.onState((state) => {
        if (printer === opened) onState(state);
      });
      return opened;
    } catch (error) {
      log('error', `the printer could not be opened: ${describeError(error)}`);
      return BROKEN;
    }
  }

  async function run(draw: Draw): Promise<boolean> {
    try {
      await turnAfterNext();
      const printed = await printer.print(await draw(await loadPages(), setting));
      if (!printed.ok) log('warn', `nothing was printed: ${printed.error}`);
      return printed.ok;
    } catch (error) {
      log('error', `a page could not be drawn: ${describeError(error)}`);
      return false;
    }
  }

  async function runForStaff(draw: Draw): Promise<void> {
    wish += 1;
    const mine = wish;
    onPrinting('working');
    const done = await run(draw);
    if (wish === mine) onPrinting(done ? 'done' : 'failed');
  }

  return {
    get state() {
      return printer.state();
    },
    use(next) {
      const old = printer;
      setting = next;
      printer = open();
      const closing = old.close().finally(() => ended.delete(closing));
      ended.add(closing);
      onState(printer.state());
    },
    printSlips(slips, down) {
      const { print } = down.settings;
      if (print === 'off' || setting.kind === 'none') return;
      for (const slip of slips) void run((pages, on) => pages.drawSlip(slip, down, on));
    },
    printTest: (down, at) => void runForStaff((pages, on) => pages.drawTest(down, at, on)),
    printInside: (list, down, at) => void runForStaff((pages, on) => pages.drawInside(list, down, at, on)),
    async close() {
      await Promise.all([printer.close(), ...ended]);
    },
  };
}

/** Nothing of a printer keeps a kiosk from starting. */
const BROKEN: Printer = {
  print: () => Promise.resolve(err('failed')),
  state: () => 'error',
  onState: () => () => {},
  close: () => Promise.resolve(),
};

/** Fonts and all take half a second to load: a kiosk that prints nothing starts without them. */
const loadPages = (): Promise<Pages> => import('./draw-pages.ts');

/** Once the kiosk has started, and before a visitor's first slip would hold up the next one's code. */
const WARM_UP_AFTER_MS = 5_000;

function warmUp(): void {
  loadPages()
    .then((pages) => pages.warmUpPrinting())
    .catch((error: unknown) => log('error', `printing could not be warmed up: ${describeError(error)}`));
}

/** Drawing takes a moment: what the visitor sees goes first. */
const turnAfterNext = async (): Promise<void> => {
  await setImmediate();
  await setImmediate();
};

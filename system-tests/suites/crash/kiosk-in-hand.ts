import { checkInHeadless } from '#kiosk/process/check-in-headless.ts';
import { createKioskProcess } from '#kiosk/process/kiosk-process.ts';
import type { Cards } from './cards.ts';

/** The whole kiosk without a screen, inside the test, so that each of its steps can be asked for. */
export interface KioskInHand {
  /** Admits so many, whether the server is there or not. @returns their ids. */
  admit(count: number): Promise<string[]>;
  /** One exchange now. @returns how many records were confirmed; null: there was no answer. */
  exchange(): Promise<number | null>;
  /** Exchanges until nothing waits. @throws when the server is not there. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** @throws when it cannot be paired. */
export async function openKioskInHand(
  dataDir: string,
  serverUrl: string,
  pairCode: string,
  nextCards: Cards,
): Promise<KioskInHand> {
  const kiosk = await createKioskProcess({ dataDir, serverUrl, pairCode, serial: null, printer: null, usbDirs: [] });
  await kiosk.ready;
  if (kiosk.core.state.flow.name === 'unpaired') throw new Error('the kiosk could not be paired');
  const admitOne = async (card: string): Promise<string> => {
    const answer = await checkInHeadless(kiosk.core, { kind: 'code', bytes: Buffer.from(card) });
    const id = /^ACK (\S+)$/.exec(answer)?.[1];
    if (id === undefined) throw new Error(`not admitted: ${answer}`);
    return id;
  };
  const exchange = async (): Promise<number | null> => {
    const { online, stored } = await kiosk.sync.exchangeNow();
    return online ? stored : null;
  };
  return {
    async admit(count) {
      const ids: string[] = [];
      for (const card of nextCards(count)) ids.push(await admitOne(card));
      return ids;
    },
    exchange,
    async drain() {
      while (kiosk.store.countWaiting().waiting > 0) {
        if ((await exchange()) === null) throw new Error('the server is not there');
      }
    },
    close: () => kiosk.close(),
  };
}

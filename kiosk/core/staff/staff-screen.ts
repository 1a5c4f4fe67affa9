import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import { isNewerVersion } from '#shared/contract/kiosk-update.ts';
import type { Presence, Present } from '../presence.ts';
import type { Screen } from '../screen.ts';
import type { MachineView } from './machine-view.ts';
import type { StaffPage } from './staff-page.ts';
import type { AskingPin, StaffAtWork } from './staff-state.ts';

export interface StaffSurroundings {
  readonly at: number;
  readonly waiting: number;
  readonly presence: Presence;
  readonly machine: MachineView;
  /** null: not paired. */
  readonly down: { readonly settings: Pick<KioskSettings, 'language'> } | null;
}

export const pinScreen = ({ card, state, triesLeft, lockedSeconds }: AskingPin): Screen => ({
  name: 'staff-pin',
  card: card !== null,
  state,
  triesLeft,
  lockedSeconds,
});

export const staffScreen = (flow: StaffAtWork, surroundings: StaffSurroundings): Screen => ({
  name: 'staff',
  page: pageOf(flow, surroundings),
  ...(flow.writing?.isSlow && { slow: true }),
});

function pageOf(flow: StaffAtWork, { at, waiting, presence, machine, down }: StaffSurroundings): StaffPage {
  switch (flow.page) {
    case 'home':
      return { page: 'home' };
    case 'calls':
      return { page: 'calls', people: listCalls(presence.list(at)), saving: flow.writing !== null };
    case 'last':
      return { page: 'last', visits: [...presence.last] };
    case 'inside':
      return {
        page: 'inside',
        people: presence
          .list(at)
          .slice(0, MOST_SHOWN)
          .map(({ visitId, kind, view, at: since }) => ({ visitId, kind, person: view, at: since })),
        unnamed: presence.unnamed,
        printing: machine.printing,
      };
    case 'tests': {
      const { camera, scanner, printer, printing } = machine;
      return { page: 'tests', lastCode: flow.lastCode, camera, scanner, printer, printing };
    }
    case 'poster':
      return { page: 'poster', result: flow.poster?.result ?? null, entranceName: flow.poster?.entranceName ?? null };
    case 'export':
      return { page: 'export', waiting, held: machine.held, drives: machine.drives, ...machine.exporting };
    case 'connection': {
      const { serverUrl, kioskId, held, syncing, pairing } = machine;
      const offer = flow.offer && {
        serverUrl: flow.offer.serverUrl,
        isOtherServer: flow.offer.serverUrl !== serverUrl,
      };
      return { page: 'connection', serverUrl, kioskId, held, syncing, pairing, offer };
    }
    case 'settings': {
      const { settings, systemPrinters, serialPorts } = machine;
      return {
        page: 'settings',
        machine: settings,
        venueLanguage: down?.settings.language ?? null,
        systemPrinters: [...systemPrinters],
        serialPorts: [...serialPorts],
      };
    }
    case 'calibrate':
      return { page: 'calibrate', pixelsPerMm: machine.settings.pixelsPerMm };
    case 'diagnostics':
      return { page: 'diagnostics', facts: machine.facts };
    case 'system': {
      const { appVersion, serverVersion, update } = machine;
      const updateNeeded = serverVersion !== null && isNewerVersion(serverVersion, appVersion);
      return { page: 'system', appVersion, serverVersion, updateNeeded, update };
    }
  }
}

/** A printed list holds all; a screen need not. */
const MOST_SHOWN = 2_000;

/** One line for people who came together, told by the one who made themselves known. */
export function listCalls(present: readonly Present[]): Extract<StaffPage, { page: 'calls' }>['people'] {
  const called = present.filter(({ verdict, view }) => verdict === 'see-staff' && view !== null);
  const parties = new Map(called.toReversed().map((one) => [one.partyId, one]));
  return [...parties.values()]
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ visitId, view, at }) => (view ? [{ visitId, person: view, at }] : []));
}

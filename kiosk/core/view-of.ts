import type { Instant } from '#shared/domain/instant.ts';
import type { KioskState } from './kiosk-state.ts';
import { openQuestions } from './open-questions.ts';
import type { KeptDownLink } from './ports.ts';
import type { Presence } from './presence.ts';
import type { Screen } from './screen.ts';
import type { MachineView } from './staff/machine-view.ts';
import { pinScreen, staffScreen } from './staff/staff-screen.ts';
import type { Connection, KioskView } from './view.ts';
import { viewPerson } from './visitor.ts';

/** What the screen shows beside the person: how the machine around the core stands. */
export interface Surroundings {
  readonly down: KeptDownLink | null;
  readonly connection: Connection;
  readonly clockOffsetMs: number;
  readonly machine: MachineView;
  readonly presence: Presence;
  /** As in `Context`. */
  readonly venueInside: number | null;
  /** Monotonic ms. */
  readonly now: number;
  readonly at: Instant;
}

/** Everything the renderer may know, and nothing else: names are masked here. */
export function viewOf(state: KioskState, surroundings: Surroundings): KioskView {
  const { down, connection, clockOffsetMs, machine } = surroundings;
  return {
    screen: screenOf(state, surroundings),
    language: state.language,
    venue: down && {
      organisationName: down.settings.organisationName,
      venueName: down.settings.venueName,
      entranceName: down.settings.entranceName,
      posterUrl: down.settings.posterUrl,
      timeZone: down.settings.timeZone,
    },
    connection,
    notices: down?.notices?.items.map(({ text }) => text) ?? [],
    clockOffsetMs,
    scanner: machine.scanner,
    mode: down?.settings.mode ?? 'entrance',
    groups: down !== null && down.settings.group !== 'off',
    presence: null,
    comfort: state.comfort,
    look: {
      theme: down?.settings.theme ?? 'light',
      night: down?.settings.night ?? null,
      pixelsPerMm: machine.settings.pixelsPerMm,
    },
    calls: 0,
  };
}

function screenOf({ flow, next }: KioskState, surroundings: Surroundings): Screen {
  const { down } = surroundings;
  if (!down && flow.name !== 'unpaired') return { name: 'out-of-order' };
  switch (flow.name) {
    case 'unpaired':
      return { name: 'unpaired', serverUrl: flow.serverUrl, pairing: flow.pairing };
    case 'refused':
      return { name: 'refused', reason: flow.reason };
    case 'declaration':
      return {
        name: 'declaration',
        person: viewPerson(flow.visitor),
        questions: flow.set,
        ask: openQuestions(flow.set, flow.answers).map(({ id }) => id),
        next: next !== null,
        people: 1,
        turn: null,
        canLeave: false,
      };
    case 'phone':
      return { name: 'phone', person: viewPerson(flow.visitor), invalid: flow.invalid };
    case 'typed':
      return {
        name: 'typed',
        step: flow.step,
        invalid: flow.invalid,
        mrz: null,
        withoutContact: false,
        leaving: false,
      };
    case 'result':
      return {
        name: 'result',
        direction: flow.direction,
        verdict: flow.verdict,
        person: flow.view,
        at: flow.at,
        already: flow.already,
        people: flow.people,
        othersInside: 0,
        canResolve: false,
      };
    case 'still-there':
      return { name: 'still-there', secondsLeft: flow.secondsLeft };
    case 'staff-pin':
      return pinScreen(flow);
    case 'staff':
      return staffScreen(flow, { ...surroundings, waiting: surroundings.connection.waiting });
    case 'idle':
    case 'saving':
    case 'storage-failed':
      return { name: flow.name };
  }
}

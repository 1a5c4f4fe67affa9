import type { KioskState } from './kiosk-state.ts';
import { openQuestions } from './open-questions.ts';
import type { KeptDownLink } from './ports.ts';
import type { Connection, KioskView, Screen } from './view.ts';
import { viewPerson } from './visitor.ts';

/** What the screen shows beside the person: how the machine around the core stands. */
export interface Surroundings {
  readonly down: KeptDownLink | null;
  readonly connection: Connection;
  readonly clockOffsetMs: number;
  readonly scanner: KioskView['scanner'];
}

/** Everything the renderer may know, and nothing else: names are masked here. */
export function viewOf(state: KioskState, { down, connection, clockOffsetMs, scanner }: Surroundings): KioskView {
  return {
    screen: screenOf(state, down),
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
    scanner,
  };
}

function screenOf({ flow, next }: KioskState, down: KeptDownLink | null): Screen {
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
      };
    case 'phone':
      return { name: 'phone', person: viewPerson(flow.visitor), invalid: flow.invalid };
    case 'typed':
      return { name: 'typed', step: flow.step, invalid: flow.invalid };
    case 'result':
      return { name: 'result', verdict: flow.verdict, person: flow.view, at: flow.at, already: flow.already };
    case 'still-there':
      return { name: 'still-there', secondsLeft: flow.secondsLeft };
    case 'idle':
    case 'saving':
    case 'storage-failed':
      return { name: flow.name };
  }
}

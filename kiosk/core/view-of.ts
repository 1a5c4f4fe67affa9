import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { countInside } from './capacity.ts';
import type { Gathering, Typing } from './flow.ts';
import { othersInside } from './going-out.ts';
import { areGroupsTaken } from './group.ts';
import type { KioskState } from './kiosk-state.ts';
import { openQuestions } from './open-questions.ts';
import { countSpokenFor, turnOf } from './party.ts';
import type { KeptDownLink } from './ports.ts';
import type { Presence } from './presence.ts';
import type { Screen } from './screen.ts';
import type { MachineView } from './staff/machine-view.ts';
import { listCalls, pinScreen, staffScreen } from './staff/staff-screen.ts';
import type { Connection, DiskLevel, KioskView } from './view.ts';
import { viewPerson } from './visitor.ts';

/** What the screen shows beside the person: how the machine around the core stands. */
export interface Surroundings {
  readonly down: KeptDownLink | null;
  readonly connection: Connection;
  readonly disk: DiskLevel;
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
  const { down, connection, disk, clockOffsetMs, machine } = surroundings;
  return {
    screen: screenOf(state, surroundings),
    language: state.language,
    venue: down && {
      organisationName: down.settings.organisationName,
      venueName: down.settings.venueName,
      entranceName: down.settings.entranceName,
      posterUrl: down.settings.posterUrl,
      timeZone: down.settings.timeZone,
      closedByWard: down.settings.closedByWard,
    },
    connection,
    disk,
    notices: down?.notices?.items.map(({ text }) => text) ?? [],
    clockOffsetMs,
    scanner: machine.scanner,
    mode: down?.settings.mode ?? 'entrance',
    groups: down !== null && !down.settings.closedByWard && areGroupsTaken(down.settings),
    presence: down && presenceView(down.settings, surroundings),
    comfort: state.comfort,
    look: {
      theme: down?.settings.theme ?? 'light',
      night: down?.settings.night ?? null,
      pixelsPerMm: machine.settings.pixelsPerMm,
    },
    calls: listCalls(surroundings.presence.list(surroundings.at)).length,
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
    case 'full': {
      const { scope, inside, capacity, people, waiting } = flow;
      return { name: 'full', scope, inside, capacity, people, waiting: waiting !== null };
    }
    case 'group':
      return groupScreen(flow);
    case 'declaration':
      return {
        name: 'declaration',
        person: viewPerson(flow.visitor),
        questions: flow.set,
        ask: openQuestions(flow.set, flow.answers).map(({ id }) => id),
        next: next !== null,
        people: countSpokenFor(flow.party),
        turn: turnOf(flow.party),
        canLeave: !flow.party.gathered && down?.settings.mode === 'both',
      };
    case 'phone':
      return { name: 'phone', person: viewPerson(flow.visitor), invalid: flow.invalid };
    case 'typed':
      return typedScreen(flow, down?.settings.allowWithoutContact ?? false);
    case 'leaving':
      return { name: 'leaving', person: viewPerson(flow.visitor), since: flow.present.at };
    case 'result':
      return {
        name: 'result',
        direction: flow.direction,
        verdict: flow.verdict,
        advice: (flow.verdict === 'not-today' && down?.questions.notToday) || null,
        person: flow.view,
        at: flow.at,
        already: flow.already,
        people: flow.people,
        othersInside: othersInside(flow.parties, surroundings.presence, surroundings.at).length,
        canResolve: flow.verdict === 'see-staff' && down?.settings.staffPin !== null,
      };
    case 'still-there':
      return { name: 'still-there', secondsLeft: flow.secondsLeft };
    case 'staff-pin':
      return pinScreen(flow);
    case 'staff':
      return staffScreen(flow, { ...surroundings, waiting: surroundings.connection.waiting });
    case 'storage-failed':
      return { name: 'storage-failed', certain: flow.late === null };
    case 'idle':
    case 'saving':
      return { name: flow.name };
  }
}

const groupScreen = ({ members, undo, remark }: Gathering): Screen => ({
  name: 'group',
  members: members.map((member) =>
    member.kind === 'person' ? { kind: 'person', person: viewPerson(member.visitor) } : member,
  ),
  undoSecondsLeft: undo?.secondsLeft ?? null,
  refused: remark && remark.of !== 'repeated' ? remark.of : null,
  repeated: remark?.of === 'repeated',
});

const typedScreen = (flow: Typing, allowWithoutContact: boolean): Screen => ({
  name: 'typed',
  step: flow.step,
  invalid: flow.invalid,
  mrz: flow.step === 'passport' ? flow.mrz : null,
  withoutContact: flow.step === 'phone' && flow.purpose.to !== 'leave' && allowWithoutContact,
  leaving: flow.purpose.to === 'leave',
});

/** Shown where something limits it. Whoever goes out need not wait. */
function presenceView(
  { capacity, mode, closedByWard }: KioskSettings,
  surroundings: Surroundings,
): KioskView['presence'] {
  if (capacity === null || closedByWard) return null;
  const { scope, inside } = countInside(surroundings);
  return { scope, inside, capacity, isFull: mode !== 'exit' && inside >= capacity };
}

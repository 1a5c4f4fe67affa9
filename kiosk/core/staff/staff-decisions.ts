import type { VisitId } from '#shared/domain/ids.ts';
import { type Context, type Effect, type Input, type KioskState, SAVING_MS, type Step } from '../kiosk-state.ts';
import { go, signal, stay, touch } from '../moves.ts';
import type { Present } from '../presence.ts';
import type { VisitDraft } from '../visit-draft.ts';
import type { StaffIntent } from './staff-intent.ts';
import type { StaffAtWork, StaffWriting } from './staff-state.ts';

/** One person's call stands for all who came with them: they are let in, or sent away, together. */
export function decideCall(
  state: KioskState,
  flow: StaffAtWork,
  { visitId, verdict }: Extract<StaffIntent, { do: 'staff-resolve' }>,
  context: Context,
): Step {
  const { presence, at } = context;
  const called = presence.find(visitId, at);
  if (called?.verdict !== 'see-staff') return stay(state);
  const party = presence.findParty(called.partyId, at).filter((present) => present.verdict === 'see-staff');
  return write(state, flow, { kind: 'resolved', verdict }, party, context);
}

/** Somebody left whom no scanner saw. */
export function recordDeparture(state: KioskState, flow: StaffAtWork, visitId: VisitId, context: Context): Step {
  const present = context.presence.find(visitId, context.at);
  return present ? write(state, flow, { kind: 'left', verdict: 'welcome' }, [present], context) : stay(state);
}

function write(
  state: KioskState,
  flow: StaffAtWork,
  what: Pick<StaffWriting, 'kind' | 'verdict'>,
  about: readonly Present[],
  { now }: Context,
): Step {
  const visits = about.map(({ visitId }) => visitId);
  const writing: StaffWriting = { ...what, visits, slowAt: now + SAVING_MS, isSlow: false };
  const attempt = state.attempt + 1;
  const drafts = about.map((present) => draft(present, writing, state));
  return go({ ...state, attempt }, { ...flow, writing }, { do: 'record', attempt, drafts });
}

/** Says what was decided about a visit that is there, and holds nobody's data. */
const draft = (present: Present, { kind, verdict }: StaffWriting, { staff }: KioskState): VisitDraft => ({
  kind,
  visitor: {
    person: present.person,
    way: present.view?.way ?? 'staff',
    assurance: 'declared',
    contact: { v: 1 },
    reachable: true,
    flags: [],
    tail: null,
  },
  verdict: kind === 'resolved' ? verdict : null,
  joins: { visitId: present.visitId, partyId: present.partyId },
  questions: null,
  consent: null,
  flags: [],
  staff,
  contact: null,
  health: null,
});

/** Written down: now it is true on this kiosk too. */
export function onStaffCommitted(
  state: KioskState,
  { at }: Extract<Input, { type: 'committed' }>,
  context: Context,
): Step {
  const { flow } = state;
  if (flow.name !== 'staff' || !flow.writing) return stay(state);
  const { writing } = flow;
  const effects = writing.visits.flatMap((visitId) => carryOut(visitId, writing, context));
  const [first] = writing.visits;
  const way = (first && context.presence.find(first, context.at)?.view?.way) ?? 'staff';
  const noted: Effect = {
    do: 'note',
    event: {
      at,
      direction: writing.kind === 'left' ? 'out' : 'in',
      way,
      verdict: writing.kind === 'left' ? null : writing.verdict,
      people: Math.max(1, writing.visits.length),
    },
  };
  const sound = signal(writing.kind === 'left' ? 'goodbye' : 'welcome');
  return go(touch(state, context), { ...flow, writing: null }, ...effects, noted, sound);
}

function carryOut(visitId: VisitId, { kind, verdict }: StaffWriting, { presence, people, at }: Context): Effect[] {
  if (kind === 'left') return [{ do: 'leave', visitId }];
  const person = presence.find(visitId, at)?.person ?? null;
  const known = person === null ? null : people.find(person);
  const remembered: Effect[] =
    person !== null && known ? [{ do: 'remember', person, what: { ...known, verdict } }] : [];
  return [{ do: 'resolve', visitId, verdict }, ...remembered];
}

/** Nothing was written, so nothing changed; the person still waits. */
export function onStaffCommitFailed(state: KioskState, context: Context): Step {
  const { flow } = state;
  if (flow.name !== 'staff') return stay(state);
  return go(touch(state, context), { ...flow, writing: null }, signal('try-again'));
}

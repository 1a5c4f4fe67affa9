import type { CompanionKind } from '#shared/domain/companion.ts';
import { GROUP_WAITS_MS, refuseForRoom } from './capacity.ts';
import { paced } from './comfort.ts';
import type { Full, Gathering, GroupMember, Parked } from './flow.ts';
import { type Context, type ContextPaired, type KioskState, REMARK_MS, type Step, UNDO_MS } from './kiosk-state.ts';
import { go, signal, stay, wipe } from './moves.ts';
import { partyOf, proceed } from './party.ts';
import { MOST_IN_GROUP, type Refusal } from './screen.ts';
import type { Visitor } from './visitor.ts';

/** People who come together: the responsible person first, then scan after scan. */

const EMPTY: Gathering = { name: 'group', members: [], undo: null, remark: null };

export const areGroupsTaken = ({ group, mode }: ContextPaired['down']['settings']): boolean =>
  group !== 'off' && mode !== 'exit';

export const startGroup = (state: KioskState, { down }: ContextPaired): Step =>
  areGroupsTaken(down.settings) ? go(state, EMPTY) : stay(state);

/** By a code, or by what was typed. */
export function joinGroup(state: KioskState, group: Gathering, visitor: Visitor, context: Context): Step {
  const isIn = group.members.some(
    (member) => member.kind === 'person' && visitor.person !== null && member.visitor.person === visitor.person,
  );
  if (isIn) return seen(remark(state, group, 'repeated', context));
  if (group.members.length >= MOST_IN_GROUP) return refuseInGroup(state, group, 'group-full', context);
  return seen(add(state, group, { kind: 'person', visitor }, context));
}

const seen = ({ state, effects }: Step): Step => ({ state, effects: [signal('seen'), ...effects] });

/** Whoever's code was read while somebody typed joins after them. */
export function takeWaiting(state: KioskState, context: Context): Step {
  const { flow, next } = state;
  return flow.name === 'group' && next ? joinGroup({ ...state, next: null }, flow, next, context) : stay(state);
}

/** Somebody has to answer for them first. */
export function addCompanion(state: KioskState, group: Gathering, companion: CompanionKind, context: Context): Step {
  if (group.members.length === 0) return stay(state);
  if (group.members.length >= MOST_IN_GROUP) return refuseInGroup(state, group, 'group-full', context);
  return add(state, group, { kind: companion }, context);
}

function add(state: KioskState, group: Gathering, member: GroupMember, { now }: Context): Step {
  const lastsMs = paced(UNDO_MS, state.comfort);
  const undo = { until: now + lastsMs, secondsLeft: Math.ceil(lastsMs / 1_000) };
  return go(state, { ...group, members: [...group.members, member], undo, remark: null });
}

export function undoLast(state: KioskState, group: Gathering, { now }: Context): Step {
  if (!group.undo || now >= group.undo.until) return stay(state);
  return go(state, { ...group, members: group.members.slice(0, -1), undo: null, remark: null });
}

/** A code that adds nobody: says why for a while, and beeps once for what goes on lying there. */
export function refuseInGroup(state: KioskState, group: Gathering, reason: Refusal, context: Context): Step {
  const said = remark(state, group, reason, context);
  return group.remark?.of === reason ? said : { ...said, effects: [signal('try-again')] };
}

function remark(state: KioskState, group: Gathering, of: Refusal | 'repeated', { now }: Context): Step {
  return go(state, { ...group, remark: { of, until: now + paced(REMARK_MS, state.comfort) } });
}

/** Everybody is here: those who have to declare do, and one record holds them all. */
export function closeGroup(
  state: KioskState,
  group: Gathering,
  context: ContextPaired,
  until = context.now + paced(GROUP_WAITS_MS, state.comfort),
): Step {
  const [first, ...others] = group.members;
  if (first?.kind !== 'person') return stay(state);
  const { presence, at } = context;
  const isInside = (member: GroupMember): boolean =>
    member.kind === 'person' &&
    member.visitor.person !== null &&
    presence.findPerson(member.visitor.person, at) !== null;
  const people = group.members.filter((member) => !isInside(member)).length;
  const isShared = context.down.settings.group !== 'declare-each';
  return (
    refuseForRoom(state, people, context, { group, until }) ??
    proceed(state, partyOf(first.visitor, others, isShared, context), context)
  );
}

/** The group that waits comes in when there is room; left alone, it has gone. */
export function lookForRoom(state: KioskState, flow: Full, context: ContextPaired): Step {
  if (!flow.waiting || context.now >= flow.until) return wipe(state, context);
  // Whoever waits behind them may be somebody who leaves.
  if (state.next) return wipe(parkWaiting(state), context);
  return comeIn(state, { group: flow.waiting.group, until: flow.until }, context);
}

/** They may look elsewhere by now: a sound says that it goes on. */
function comeIn(state: KioskState, { group, until }: Parked, context: ContextPaired): Step {
  const done = closeGroup(state, group, context, until);
  return done.state.flow.name === 'full'
    ? done
    : seen({ ...done, state: { ...done.state, parked: null, touchedAt: context.now } });
}

/** Somebody else comes to the screen; the group has it back when they are done. */
export const parkWaiting = (state: KioskState): KioskState =>
  state.flow.name === 'full' && state.flow.waiting
    ? { ...state, parked: { group: state.flow.waiting.group, until: state.flow.until } }
    : state;

/** Nobody is served any more: the group that waits has the screen again, or comes in. */
export function resumeParked(state: KioskState, context: Context): Step {
  const { parked, flow } = state;
  if (!parked || !context.down || flow.name !== 'idle') return stay(state);
  if (state.staff || context.now >= parked.until) return stay({ ...state, parked: null });
  return comeIn(state, parked, { ...context, down: context.down });
}

/** Back to the gathering, with everybody who was in it. */
export const gatherAgain = (members: readonly GroupMember[]): Gathering => ({ ...EMPTY, members });

/** What of a gathering ends by itself. */
export function expire({ undo, remark: said, ...group }: Gathering, now: number): Gathering {
  const secondsLeft = undo ? Math.ceil((undo.until - now) / 1_000) : 0;
  return {
    ...group,
    undo: undo && secondsLeft > 0 ? { ...undo, secondsLeft } : null,
    remark: said && now < said.until ? said : null,
  };
}

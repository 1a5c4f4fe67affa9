import type { E164 } from '#shared/domain/phone.ts';
import { paced } from './comfort.ts';
import type { Declaring, Leaving, Showing } from './flow.ts';
import { type Context, type KioskState, LEAVING_MS, type Step } from './kiosk-state.ts';
import { go, save, stay } from './moves.ts';
import type { Presence, Present } from './presence.ts';
import { draftExtended, draftLeft, unnamedVisitor } from './visit-draft.ts';
import type { PersonKey, Visitor } from './visitor.ts';

/** Out, by the same code as in. Nobody who goes is asked anything. */

/** @param present null: came in by another door, or before this machine started. */
export const leave = (state: KioskState, visitor: Visitor, present: Present | null): Step =>
  save(state, [draftLeft(visitor, present)]);

/** At a door for both ways: a moment to say which. */
export function askWhichWay(state: KioskState, visitor: Visitor, present: Present, { now }: Context): Step {
  const { visitId, partyId, verdict, at } = present;
  const until = now + paced(LEAVING_MS, state.comfort);
  return go(state, { name: 'leaving', visitor, present: { visitId, partyId, verdict, at }, until });
}

export const leaveAfterAll = (state: KioskState, { visitor, present }: Leaving): Step =>
  save(state, [draftLeft(visitor, present)]);

export const stayInside = (state: KioskState, { visitor, present }: Leaving): Step =>
  save(state, [draftExtended(visitor, present)]);

/** Who was taken for somebody arriving came in by another door. */
export const leaveInsteadOfDeclaring = (state: KioskState, { visitor, party }: Declaring): Step =>
  party.gathered ? stay(state) : save(state, [draftLeft(visitor, null)]);

/** Everybody inside who typed this phone goes; nothing of whom the kiosk knows by it is told. */
export function leaveByPhone(state: KioskState, phone: E164, { presence, identify, at }: Context): Step {
  const visitor: Visitor = { ...unnamedVisitor('typed'), contact: { v: 1, phone } };
  const found = presence.findPhone(keyOfPhone(phone, identify), at);
  const drafts = found.map((present) => draftLeft(visitor, present));
  return save(state, drafts.length > 0 ? drafts : [draftLeft(visitor, null)]);
}

/** Recognises a phone that was typed before, without keeping it. */
export const keyOfPhone = (phone: string, identify: Context['identify']): PersonKey => identify(`phone:${phone}`);

/** The rest of the parties of those who just went out. */
export function leaveOthers(state: KioskState, { parties }: Showing, { presence, at }: Context): Step {
  const others = othersInside(parties, presence, at);
  const drafts = others.map((present) =>
    draftLeft({ ...unnamedVisitor(present.view?.way ?? 'typed'), person: present.person }, present),
  );
  return drafts.length > 0 ? save(state, drafts) : stay(state);
}

export const othersInside = (parties: Showing['parties'], presence: Presence, at: number): readonly Present[] =>
  parties.flatMap((partyId) => presence.findParty(partyId, at));

import { z } from 'zod';
import { companionKindSchema } from '#shared/domain/companion.ts';
import { questionSetSchema, verdictSchema } from '#shared/domain/declaration.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { bilingualSchema } from '#shared/domain/language.ts';
import { personViewSchema } from './person-view.ts';
import { PAIRING_FAILURES } from './ports.ts';
import { staffPageSchema } from './staff/staff-page.ts';

/** Why a code was not taken; each has its own kind sentence. */
export const refusalSchema = z.enum([
  'own-poster',
  'replaced-poster',
  'foreign-poster',
  'foreign-system-poster',
  'unknown-web-address',
  'unknown-wifi',
  'unknown-payment',
  'unknown-contact-card',
  'unknown-text',
  'garbled',
  'cross-check',
  'pass-expired',
  'pass-not-genuine',
  'pairing-code',
  /** A staff card that is not, or no more, valid at this venue. */
  'staff-card',
  /** A group has room for no more. */
  'group-full',
]);
export type Refusal = z.infer<typeof refusalSchema>;

export const MOST_IN_GROUP = 20;

export const groupMemberViewSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), person: personViewSchema }),
  z.strictObject({ kind: companionKindSchema }),
]);
export type GroupMemberView = z.infer<typeof groupMemberViewSchema>;

/** Whom a number counts: the whole venue as the server just said, or only who came and went by this door. */
export const scopeSchema = z.enum(['venue', 'door']);
export type Scope = z.infer<typeof scopeSchema>;

/** What is wrong with the machine-readable zone as typed: its length, or the check digit of a part. */
export const mrzProblemSchema = z.enum(['length', 'number', 'birth', 'expiry', 'characters']);
export type MrzProblem = z.infer<typeof mrzProblemSchema>;

/** What a visitor can be shown. */
const visitorScreenSchemas = [
  /** Not paired yet: asks for the server's address and an 8-character code. */
  z.strictObject({
    name: z.literal('unpaired'),
    serverUrl: z.string().nullable(),
    pairing: z.enum(['waiting', 'working', ...PAIRING_FAILURES]),
  }),
  z.strictObject({ name: z.literal('idle') }),
  /** A code that cannot be used, with the sentence that says why; goes back by itself. */
  z.strictObject({ name: z.literal('refused'), reason: refusalSchema }),
  /** Nobody more fits in; goes back to idle by itself, and the idle screen says so too. */
  z.strictObject({
    name: z.literal('full'),
    scope: scopeSchema,
    inside: z.int().min(0),
    capacity: z.int().min(1),
    /** People who wanted in. */
    people: z.int().min(1),
    /** A group that is gathered already: it comes in by itself when there is room, or tries at once. */
    waiting: z.boolean(),
  }),
  /** A group gathers: the responsible person first (no members yet: asks for them), then scan after scan. */
  z.strictObject({
    name: z.literal('group'),
    members: z.array(groupMemberViewSchema).max(MOST_IN_GROUP),
    /** Seconds in which the last addition can be taken back; null: no more. */
    undoSecondsLeft: z.int().min(0).nullable(),
    /** The last code could not be added; why. */
    refused: refusalSchema.nullable(),
    /** The last code's person is in the group already. */
    repeated: z.boolean(),
  }),
  /** The declaration: all that applies, on one screen. */
  z.strictObject({
    name: z.literal('declaration'),
    person: personViewSchema,
    questions: questionSetSchema,
    /** Ids of the questions to put on the screen now, in order: those that apply and have no answer yet. Questions a branch opens come after. */
    ask: z.array(z.string()),
    /** A person whose code waits behind this one. */
    next: z.boolean(),
    /** How many people this declaration speaks for. */
    people: z.int().min(1),
    /** In a group where each declares: whose turn it is, from 1. */
    turn: z.strictObject({ at: z.int().min(1), of: z.int().min(2) }).nullable(),
    /** At a door for both ways: "I am leaving" is offered, for somebody who came in by another door. */
    canLeave: z.boolean(),
  }),
  /** "Phone, or skip", after a code that brings none. */
  z.strictObject({ name: z.literal('phone'), person: personViewSchema, invalid: z.boolean() }),
  /** Without a code: phone, then name; or the passport's lower line, then name. At an exit the phone alone. */
  z.strictObject({
    name: z.literal('typed'),
    step: z.enum(['phone', 'passport', 'name']),
    invalid: z.boolean(),
    mrz: mrzProblemSchema.nullable(),
    /** "I have no phone" is offered. */
    withoutContact: z.boolean(),
    /** Typed to go out. */
    leaving: z.boolean(),
  }),
  /** At a door for both ways, somebody who came in a short while ago: out, or still here? Staying is assumed after a while. */
  z.strictObject({ name: z.literal('leaving'), person: personViewSchema, since: instantSchema }),
  z.strictObject({ name: z.literal('saving') }),
  z.strictObject({
    name: z.literal('result'),
    direction: z.enum(['in', 'out']),
    /** Going out is always welcome. */
    verdict: verdictSchema,
    /** The venue's own words to those who are not let in today: why, and what to do; null: ours. */
    advice: bilingualSchema.nullable(),
    person: personViewSchema,
    at: instantSchema,
    /** The same person within the venue's window: no second visit. */
    already: z.boolean(),
    /** People this result is for. */
    people: z.int().min(1),
    /** Going out: others of the same group who are still inside; "all of us leave" is offered. */
    othersInside: z.int().min(0),
    /** Whether staff could resolve a *see staff* right here (a PIN is set). */
    canResolve: z.boolean(),
  }),
  /** "More time?": wiped when nobody answers. */
  z.strictObject({ name: z.literal('still-there'), secondsLeft: z.int() }),
  /** The check-in could not be written down: staff must be called, nothing was promised. */
  z.strictObject({
    name: z.literal('storage-failed'),
    /** Nothing was written; false: that is not known, for the disk does not answer. */
    certain: z.boolean(),
  }),
  /** The core is down or starting: the poster's code still works. */
  z.strictObject({ name: z.literal('out-of-order') }),
] as const;

/** Exactly one screen at a time; the core decides, the renderer draws. */
export const screenSchema = z.discriminatedUnion('name', [
  ...visitorScreenSchemas,
  /** The staff's PIN, after the staff button or a staff card. */
  z.strictObject({
    name: z.literal('staff-pin'),
    /** A valid staff card said who it is. */
    card: z.boolean(),
    /** unset: the portal has set no PIN yet, so there is nothing to type. */
    state: z.enum(['ask', 'checking', 'wrong', 'locked', 'unset']),
    triesLeft: z.int().min(0).nullable(),
    lockedSeconds: z.int().min(0),
  }),
  z.strictObject({
    name: z.literal('staff'),
    page: staffPageSchema,
    /** What the staff decided is not written yet, and nobody knows whether it will be: the disk does not answer. */
    slow: z.boolean().optional(),
  }),
]);
export type Screen = z.infer<typeof screenSchema>;

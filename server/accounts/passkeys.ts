import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { PasskeyAssertion, PasskeyAttestation } from '#shared/contract/portal-account.ts';
import { type AccountId, mintId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Clock } from '../config/clock.ts';
import type { Store, Writable } from '../store/access.ts';
import type { Challenges } from './challenges.ts';
import { findPasskey, listPasskeys, type StoredPasskey } from './factor-reader.ts';
import { deletePasskey, insertPasskey, markPasskeyUsed, updatePasskeyName } from './factor-transactor.ts';
import { findPerson } from './reader.ts';
import { type Person, recordOwnAct } from './record-own-act.ts';
import type { RelyingParty } from './relying-party.ts';
import { type FactorMemory, makeFirstRecoveryCodes, rememberSecured, settleFactors } from './second-factors.ts';

export interface PasskeyDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: FactorMemory;
  readonly challenges: Challenges;
  /** null where browsers make no passkeys. */
  readonly relyingParty: () => RelyingParty | null;
}

/** EdDSA, ES256, RS256: what authenticators in use know. */
const ALGORITHMS = [-8, -7, -257];
const MAX_PASSKEYS = 20;
const RP_NAME = 'Venue Check-in';

/** What a challenge is for: one made for signing in proves nothing about a new passkey. */
export type ProofPurpose = 'sign-in' | { readonly verifying: AccountId };
const purposeOf = (purpose: ProofPurpose): string =>
  purpose === 'sign-in' ? purpose : `verification/${purpose.verifying}`;
const registrationOf = (accountId: AccountId): string => `registration/${accountId}`;

const transportsOf = (passkey: StoredPasskey): string[] =>
  z.array(z.string()).parse(JSON.parse(passkey.transportsJson));

/** Discoverable and with the person's own PIN, finger or face: two factors in one. */
export async function startPasskey(
  { store, clock, challenges, relyingParty }: PasskeyDependencies,
  { accountId }: Person,
): Promise<Result<PublicKeyCredentialCreationOptionsJSON, 'unavailable' | 'conflict'>> {
  const party = relyingParty();
  const person = await findPerson(store.read, accountId);
  if (!party || !person) return err('unavailable');
  const known = await listPasskeys(store.read, accountId);
  if (known.length >= MAX_PASSKEYS) return err('conflict');
  return ok(
    await generateRegistrationOptions({
      rpName: RP_NAME,
      rpID: party.id,
      userName: person.email,
      userDisplayName: person.name,
      userID: new Uint8Array(Buffer.from(accountId)),
      challenge: Buffer.from(challenges.mint(registrationOf(accountId), clock.now()), 'base64url'),
      attestationType: 'none',
      excludeCredentials: known.map((passkey) => ({ id: passkey.credentialId, transports: transportsOf(passkey) })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
}

/** @returns recovery codes, to be shown once, for whoever had none. */
export async function addPasskey(
  { store, clock, keys, challenges, relyingParty }: PasskeyDependencies,
  person: Person,
  { name, response }: { readonly name: string; readonly response: PasskeyAttestation },
): Promise<Result<readonly string[], 'unavailable' | 'invalid-input' | 'conflict'>> {
  const party = relyingParty();
  if (!party) return err('unavailable');
  const { accountId } = person;
  const verified = await unlessRefused(
    verifyRegistrationResponse({
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: (challenge) => challenges.take(challenge, registrationOf(accountId), clock.now()),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (!verified?.verified) return err('invalid-input');
  const { id: credentialId, publicKey, counter } = verified.registrationInfo.credential;
  const transports = response.response.transports ?? [];
  const added = await store.transact(async (tx): Promise<Result<readonly string[], 'conflict'>> => {
    if (await findPasskey(tx, credentialId)) return err('conflict');
    const at = clock.now();
    const id = mintId<string>();
    await insertPasskey(tx, { id, accountId, credentialId, publicKey, counter, transports, name, at });
    await recordOwnAct(tx, person, { at, action: 'passkey.added', details: { passkeyId: id } });
    return ok(await makeFirstRecoveryCodes({ clock, keys }, tx, person));
  });
  if (added.ok) rememberSecured(keys, accountId);
  return added;
}

/** For signing in nobody is named: the authenticator itself knows whose passkeys it has. */
export async function startPasskeyProof(
  { store, clock, challenges, relyingParty }: PasskeyDependencies,
  purpose: ProofPurpose,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const party = relyingParty();
  if (!party) return null;
  const own = purpose === 'sign-in' ? [] : await listPasskeys(store.read, purpose.verifying);
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: Buffer.from(challenges.mint(purposeOf(purpose), clock.now()), 'base64url'),
    userVerification: 'required',
    allowCredentials: own.map((passkey) => ({ id: passkey.credentialId, transports: transportsOf(passkey) })),
  });
}

/**
 * Who signed, if it was a passkey of ours, for this purpose, with the person verified, and with a counter that was not seen
 * before: a copied authenticator betrays itself by it.
 */
export async function checkPasskeyProof(
  { store, clock, challenges, relyingParty }: PasskeyDependencies,
  purpose: ProofPurpose,
  response: PasskeyAssertion,
): Promise<AccountId | null> {
  const party = relyingParty();
  const passkey = await findPasskey(store.read, response.id);
  if (!party || !passkey || !namesOwner(response, passkey)) return null;
  if (purpose !== 'sign-in' && purpose.verifying !== passkey.accountId) return null;
  const { id, credentialId, publicKey, counter } = passkey;
  const verified = await unlessRefused(
    verifyAuthenticationResponse({
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: (challenge) => challenges.take(challenge, purposeOf(purpose), clock.now()),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter },
    }),
  );
  if (!verified?.verified) return null;
  const { newCounter } = verified.authenticationInfo;
  await store.transact((tx) => markPasskeyUsed(tx, id, { counter: newCounter, at: clock.now() }));
  return passkey.accountId;
}

/** The authenticator says whose passkey it is; it must be the account we know it by. */
function namesOwner({ response }: PasskeyAssertion, { accountId }: StoredPasskey): boolean {
  const handle = response.userHandle;
  return !handle || Buffer.from(handle, 'base64url').toString() === accountId;
}

/** The library throws at whatever does not fit; to us that is a "no" like any other. */
const unlessRefused = <T>(verification: Promise<T>): Promise<T | null> => verification.catch(() => null);

export const renamePasskey = (
  { store }: PasskeyDependencies,
  { accountId }: Person,
  passkey: { readonly id: string; readonly name: string },
): Promise<boolean> => store.transact((tx: Writable) => updatePasskeyName(tx, accountId, passkey));

/** @returns whether there was one of this person's. */
export const removePasskey = (
  { store, clock, keys }: PasskeyDependencies,
  person: Person,
  id: string,
): Promise<boolean> =>
  store.transact(async (tx) => {
    const removed = await deletePasskey(tx, person.accountId, id);
    const act = { at: clock.now(), action: 'passkey.removed', details: { passkeyId: id } } as const;
    if (!removed) return false;
    keys.addRevocation('passkey', id);
    await settleFactors(keys, tx, person);
    await recordOwnAct(tx, person, act);
    return true;
  });

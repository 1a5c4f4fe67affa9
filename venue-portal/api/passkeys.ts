import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import type { ZodType } from 'zod';
import { type PasskeyAdded, passkeyAddedSchema, passkeyOptionsSchema } from '#shared/contract/portal-account.ts';
import { postJson } from './client.ts';

/** Fetched by whoever uses a passkey: the first view is for everybody. */
const loadCeremonies = () => import('@simplewebauthn/browser');

/** Browsers make passkeys for names over https, and for localhost; never for a number. */
export const canUsePasskeys = (): boolean =>
  'PublicKeyCredential' in globalThis && !/^[\d.]+$|:/.test(globalThis.location.hostname);

/** The person closed the browser's question, or let it stand too long. */
export class PasskeyCancelled extends Error {}
/** The device has one for this account already. */
export class PasskeyExists extends Error {}

/** @param path where the options come from. @param proofPath where the signed answer goes. */
export async function proveByPasskey<T>(schema: ZodType<T>, path: string, proofPath: string): Promise<T> {
  const [{ options }, { startAuthentication }] = await Promise.all([
    postJson(passkeyOptionsSchema, path),
    loadCeremonies(),
  ]);
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const response = await startAuthentication({ optionsJSON }).catch(explain);
  return postJson(schema, proofPath, { response });
}

export async function makePasskey(name: string): Promise<PasskeyAdded> {
  const [{ options }, { startRegistration }] = await Promise.all([
    postJson(passkeyOptionsSchema, '/account/passkey-options'),
    loadCeremonies(),
  ]);
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const response = await startRegistration({ optionsJSON }).catch(explain);
  return postJson(passkeyAddedSchema, '/account/passkeys', { name, response });
}

function explain(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') {
    throw new PasskeyExists();
  }
  // What else it says differs by browser, and tells nobody more than "not this time".
  throw new PasskeyCancelled();
}

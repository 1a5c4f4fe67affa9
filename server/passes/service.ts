import { randomBytes } from 'node:crypto';
import { encodePassBody, encodePassText, passSigningBytes } from '#shared/codes/visitor-pass.ts';
import type { PassRequest, PassResponse, PassTerms } from '#shared/contract/visitor-api.ts';
import { type ContactRecord, contactRecordSchema } from '#shared/domain/contact.ts';
import { addDays } from '#shared/domain/instant.ts';
import { parsePhone } from '#shared/domain/phone.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { DeclarationService } from '../declarations/service.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import { findValidPass } from './reader.ts';
import { insertPass } from './transactor.ts';

export type PassProblem = 'not-a-phone' | 'consent-outdated';

export interface PassService {
  readonly terms: PassTerms;
  /** Signed, without a name in it. Its text leaves the server this once: only the id and the sealed contact stay. */
  issue(request: PassRequest): Promise<Result<PassResponse, PassProblem>>;
  /** For the venue that scanned it. null: no such pass, withdrawn, or its time is over. */
  findContact(passId: string): Promise<ContactRecord | null>;
}

export interface PassDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: KeyService;
  readonly declarations: Pick<DeclarationService, 'passConsent'>;
}

/** Within the 21 days for which the contact behind it is kept. */
const VALID_DAYS = 14;

export const createPassService = (deps: PassDependencies): PassService => ({
  terms: { consent: deps.declarations.passConsent, validDays: VALID_DAYS },
  issue: (request) => issuePass(deps, request),
  async findContact(passId) {
    const pass = await findValidPass(deps.store.read, passId, deps.clock.today());
    if (!pass) return null;
    const sealed = { keyId: pass.contactKeyId, bytes: pass.contactSealed };
    const contact = contactRecordSchema.safeParse(deps.keys.open(placeOf(passId), sealed));
    return contact.success ? contact.data : null;
  },
});

const placeOf = (passId: string) => ({ owner: 'passes', class: 'contact', recordId: passId }) as const;

async function issuePass(
  { store, clock, keys, declarations }: PassDependencies,
  { name, phone: typed, language, consentVersion }: PassRequest,
): Promise<Result<PassResponse, PassProblem>> {
  const phone = parsePhone(typed);
  if (!phone.ok) return err(phone.error);
  if (consentVersion !== declarations.passConsent.version) return err('consent-outdated');
  const passId = randomBytes(16).toString('hex');
  const issuedOn = clock.today();
  const contact: ContactRecord = { v: 1, name, phone: phone.value, passId };
  const sealed = keys.seal(placeOf(passId), issuedOn, contact);
  if (!sealed) throw new Error('the key of today was destroyed');
  const body = encodePassBody({ keyId: keys.passKeyId, passId, issuedOn, validityDays: VALID_DAYS });
  const passText = encodePassText(body, await keys.signPass(passSigningBytes(body)));
  const at = clock.now();
  const expiresOn = addDays(issuedOn, VALID_DAYS);
  await store.transact(async (tx) => {
    const { keyId: contactKeyId, bytes: contactSealed } = sealed;
    await insertPass(tx, { passId, issuedOn, expiresOn, contactKeyId, contactSealed, consentVersion, language, at });
    const subject = `pass:${passId}`;
    await recordAudit(tx, { at, actor: 'visitor', action: 'pass.issued', organisationId: null, subject });
  });
  return ok({ passText, tail: passId.slice(-3).toUpperCase(), expiresOn });
}

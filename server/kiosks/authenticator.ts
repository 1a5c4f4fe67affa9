import { answerBytes, parseAuthorization } from '#shared/contract/kiosk-signature.ts';
import { kioskCertificateSchema, pairingRequestSchema } from '#shared/contract/kiosk-sync.ts';
import type { ProblemCode } from '#shared/contract/problem.ts';
import type { KioskId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { toBase64url } from '#shared/sealing/bytes.ts';
import type { Clock } from '../config/clock.ts';
import type { KioskAuthenticator, KioskPrincipal, PairingPrincipal, SignedRequest } from '../http/principals.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import { type CounterWindow, claimCounter, emptyWindow } from './counter-window.ts';
import { createForkWatch } from './fork-watch.ts';
import { type KioskRecord, prepareFindKiosk, prepareFindWindow } from './reader.ts';
import { remember } from './remember.ts';
import { createSignatureCheck, hashOf, type SignatureCheck } from './signature-check.ts';
import { insertKiosk, markForked } from './transactor.ts';

export const CERTIFICATE_LABEL = 'venue-checkin/kiosk-certificate/v1';

/** Of a kiosk in pairing, and of the server it does not know yet. */
const NEW_KIOSK = 'new';
const UNKNOWN_SERVER = 'unknown';

export interface AuthenticatorParts {
  readonly store: Store;
  readonly keys: KeyService;
  readonly clock: Clock;
}

/** Who made a file: its key must have signed it before anything else is believed. */
export interface FileSender {
  readonly publicKey: string;
  /**
   * As behind a request; a kiosk that only its certificate knows is re-admitted (SYNC-SPEC R6).
   *
   * @param signedBy whose signature held: where it is not the kiosk's own, nothing shows that the kiosk wrote the file.
   */
  admit(epoch: string, signedBy: string): Promise<KioskPrincipal>;
}

export interface KioskGate extends KioskAuthenticator {
  /** @param certificate as the file brings it. @returns null when this server never knew the kiosk. */
  findSender(kioskId: string, certificate: string): Promise<FileSender | null>;
  /** A kiosk as its requests are judged by, though it has made none. */
  findPrincipal(id: KioskId): KioskPrincipal | null;
  /** The counters seen of an epoch, to be saved with what the request brought. */
  windowOf(kiosk: KioskPrincipal): CounterWindow;
}

export function createKioskGate({ store, keys, clock }: AuthenticatorParts): KioskGate {
  const findKiosk = prepareFindKiosk(store);
  const findWindow = prepareFindWindow(store);
  const isSigned = createSignatureCheck();
  const windows = new Map<string, CounterWindow>();
  const forks = createForkWatch();

  /** Claimed in memory when a request comes in, on disk with its commit: what was answered is durable. */
  function windowFor(kioskId: string, epoch: string): CounterWindow {
    return remember(windows, `${kioskId}/${epoch}`, () => {
      const stored = findWindow.get(kioskId, epoch);
      return stored ? { highest: stored.highest, seen: Uint8Array.from(stored.seen) } : emptyWindow();
    });
  }

  /** R6. @returns what the certificate says, when this server signed it for the kiosk that claims it. */
  async function readCertificate(text: string | null, kioskId: string): Promise<KioskRecord | null> {
    const payload = text === null ? null : await keys.verifyServerDocument(CERTIFICATE_LABEL, text);
    const certificate = kioskCertificateSchema.safeParse(payload);
    if (!certificate.success) return null;
    const { data } = certificate;
    if (data.kioskId !== kioskId || data.serverId !== keys.serverId) return null;
    const { publicKey, organisationId, venueId, entranceId, issuedAt } = data;
    const place = { organisationId, venueId, entranceId };
    // An older copy of the database forgot the kiosk, and that it was revoked: the keys remember.
    const revokedAt = keys.findRevocation('kiosk', data.kioskId);
    return { id: data.kioskId, publicKey, ...place, pairedAt: issuedAt, revokedAt, readmittedAt: clock.now() };
  }

  async function authenticate(request: SignedRequest): Promise<Result<KioskPrincipal, ProblemCode>> {
    const auth = parseAuthorization(request.authorization);
    if (!auth) return err('signature-invalid');
    const known = findKiosk.get(auth.kioskId);
    const kiosk = known ?? (await readCertificate(certificateIn(request.body), auth.kioskId));
    if (!kiosk) return err('kiosk-unknown');
    if (!(await isSigned(request, auth, { publicKey: kiosk.publicKey, serverId: keys.serverId })))
      return err('signature-invalid');
    if (!known) await store.transact((tx) => insertKiosk(tx, kiosk));
    const { kioskEpoch, counter, signature } = auth;
    if (!claimCounter(windowFor(kiosk.id, kioskEpoch), counter)) {
      const isFork = forks.isFork(`${kiosk.id}/${kioskEpoch}`, counter, signature);
      if (isFork) await store.transact((tx) => markForked(tx, kiosk.id, clock.now()));
      return err('counter-reused');
    }
    forks.remember(`${kiosk.id}/${kioskEpoch}`, counter, signature);
    return ok(principalOf(kiosk, auth.kioskEpoch, auth.counter));
  }

  return {
    authenticate,
    authenticatePairing: (request, body) => authenticatePairing(isSigned, request, body),
    signAnswer: (authorization, status, body) => signAnswer(keys, authorization, status, body),
    findSender: (kioskId, certificate) =>
      findSender(store, findKiosk.get(kioskId), () => readCertificate(certificate, kioskId)),
    findPrincipal(id) {
      const kiosk = findKiosk.get(id);
      return kiosk ? principalOf(kiosk, '', 0) : null;
    },
    windowOf: ({ id, epoch }) => windowFor(id, epoch),
  };
}

/** @param readCertificate asked only for a kiosk that this server does not remember. */
async function findSender(
  store: Store,
  known: KioskRecord | undefined,
  readCertificate: () => Promise<KioskRecord | null>,
): Promise<FileSender | null> {
  const kiosk = known ?? (await readCertificate());
  if (!kiosk) return null;
  return {
    publicKey: kiosk.publicKey,
    async admit(epoch, signedBy) {
      if (!known) await store.transact((tx) => insertKiosk(tx, kiosk));
      const principal = principalOf(kiosk, epoch, 0);
      return signedBy === kiosk.publicKey ? principal : { ...principal, standing: 'unproven' };
    },
  };
}

/** R4: signed with the very key that the body names. */
async function authenticatePairing(
  isSigned: SignatureCheck,
  request: SignedRequest,
  body: unknown,
): Promise<Result<PairingPrincipal, ProblemCode>> {
  const auth = parseAuthorization(request.authorization);
  const parsed = pairingRequestSchema.safeParse(body);
  if (!auth || auth.kioskId !== NEW_KIOSK || !parsed.success) return err('signature-invalid');
  const { publicKey } = parsed.data;
  if (!(await isSigned(request, auth, { publicKey, serverId: UNKNOWN_SERVER }))) return err('signature-invalid');
  return ok({ publicKey, epoch: auth.kioskEpoch, counter: auth.counter });
}

/** R3. Bound to whoever the request claims to be: what it says is true of that very request, genuine or not. */
async function signAnswer(
  keys: KeyService,
  authorization: string | undefined,
  status: number,
  body: Uint8Array,
): Promise<string | null> {
  const auth = parseAuthorization(authorization);
  if (!auth) return null;
  const { kioskId, kioskEpoch, counter } = auth;
  const message = answerBytes({ status, bodyHash: hashOf(body), kioskId, kioskEpoch, counter });
  return toBase64url(await keys.signAsServer(message));
}

function principalOf(kiosk: KioskRecord, epoch: string, counter: number): KioskPrincipal {
  const { id, organisationId, venueId, entranceId, pairedAt } = kiosk;
  return { id, organisationId, venueId, entranceId, pairedAt, standing: standingOf(kiosk), epoch, counter };
}

function standingOf({ revokedAt, readmittedAt }: KioskRecord): KioskPrincipal['standing'] {
  if (revokedAt !== null) return 'revoked';
  return readmittedAt === null ? 'active' : 'readmitted';
}

/** Looks only for the one field; nothing else of an unverified body is used. */
function certificateIn(body: Uint8Array): string | null {
  try {
    const json: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    const found = typeof json === 'object' && json !== null && 'certificate' in json ? json.certificate : null;
    return typeof found === 'string' && found.length <= 4_096 ? found : null;
  } catch {
    return null;
  }
}

import { z } from 'zod';
import { type DeviceStatus, type Pairing, StorageFailure } from '#kiosk/core/ports.ts';
import type { RowResult, ServerMarks, SyncStore } from '#kiosk/core/sync-store.ts';
import type { Witnesses } from '#kiosk/core/witnesses.ts';
import {
  type AuditHeadOnWire,
  type DownLink,
  downLinkSchema,
  EXCHANGE_PATH,
  type ExchangeRequest,
  exchangeResponseSchema,
  MAX_BATCH,
  type OutboxRecord,
  recordResultSchema,
} from '#shared/contract/kiosk-sync.ts';
import type { UpdateOffer } from '#shared/contract/kiosk-update.ts';
import { type ProblemCode, problemSchema } from '#shared/contract/problem.ts';
import { eventIdSchema } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { createVerifier, type Signer } from '#shared/sealing/signing.ts';
import { askTime } from './ask-time.ts';
import type { Counters } from './counters.ts';
import type { KioskClock } from './kiosk-clock.ts';
import type { Request } from './plan.ts';
import type { ServerLine } from './server-line.ts';
import { type Caller, postSigned, type Reply } from './transport.ts';

export interface ExchangeParts {
  readonly store: SyncStore;
  readonly signer: Signer;
  readonly clock: KioskClock;
  readonly counters: Counters;
  readonly line: ServerLine;
  readonly deviceStatus: () => DeviceStatus;
  /** Left out: this kiosk keeps none. */
  readonly witnesses?: Witnesses;
}

export type ExchangeOutcome =
  | {
      readonly ok: true;
      /** Rows that were in it. */
      readonly sent: readonly number[];
      /** How long the request took, there and back. */
      readonly tookMs: number;
      /** Rows that have their result now. */
      readonly stored: number;
      readonly downLinkChanged: boolean;
      readonly standing: ServerMarks['standing'];
      readonly serverTime: Instant;
      readonly venueInside: number | null;
      readonly serverVersion: string | null;
      readonly update: UpdateOffer | null | undefined;
    }
  | {
      readonly ok: false;
      /** Rows that were in it, unless it is known that they are not the reason. */
      readonly suspects: readonly number[];
      readonly retryAfterMs: number | null;
      /**
       * Whether the body may not have come through as it was sent: a proxy, a signature that did not fit, nobody. `out-of-date`:
       * it was not sent, for the server's certificate is not valid by the server's own word on the time.
       */
      readonly passage: 'whole' | 'doubtful' | 'silence' | 'out-of-date';
      /** The server asked for the certificate. */
      readonly certify: boolean;
    };

/** Keeps a request of many full records within what servers and proxies take. */
const MAX_BATCH_CHARACTERS = 500_000;

/**
 * Tolerant where a newer server may say more; strict in what is acted on. Results are parsed one by one, so that one which
 * cannot be read leaves only its own record waiting (S3), and the down-link apart (SYNC-SPEC D2).
 */
const answerSchema = exchangeResponseSchema.extend({
  results: z.array(z.unknown()).max(MAX_BATCH),
  down: z.unknown(),
  update: exchangeResponseSchema.shape.update.catch(undefined),
});
/** A newer server may put records aside for reasons that are not known here. */
const resultSchema = z.union([
  recordResultSchema,
  z.object({ id: eventIdSchema, outcome: z.literal('quarantined'), code: z.string() }),
]);

/**
 * Push and pull in one request; what the answer says is applied in one transaction.
 *
 * @param certify send the certificate along, for a server that may not remember this kiosk (SYNC-SPEC R6).
 * @throws StorageFailure, and then nothing was applied.
 */
export async function exchangeOnce(
  parts: ExchangeParts,
  pairing: Pairing,
  request: Request,
  { certify, signal, gzip }: { readonly certify: boolean; readonly signal: AbortSignal; readonly gzip: boolean },
): Promise<ExchangeOutcome> {
  const { store, signer, counters, line } = parts;
  const records = selectRecords(store, request);
  const sent = records.map(({ seq }) => seq);
  const body = { ...describeKiosk(parts, request), records, ...(certify && { certificate: pairing.certificate }) };
  const verifier = await createVerifier(pairing.serverPublicKey);
  const caller: Caller = { ...pairing, kioskEpoch: store.epoch, signer, line };
  const post = (): Promise<Reply> => {
    const message = { path: EXCHANGE_PATH, body, counter: counters.next(), signal, gzip };
    return postSigned(caller, message, () => Promise.resolve(verifier));
  };
  let reply = await post();
  if (reply.kind === 'out-of-date') reply = await postInTime(parts, caller, pairing, signal, post);
  const parsed = reply.kind === 'verified' && reply.status === 200 ? answerSchema.safeParse(reply.body) : null;
  if (reply.kind !== 'verified' || !parsed?.success) return learnFromFailure(reply, sent, counters);
  return applyAnswer(parts, records, parsed.data, reply.roundTripMs);
}

/** SYNC-SPEC T4: a certificate that seems out of date is asked for the time, and judged by the answer. */
async function postInTime(
  { clock, counters }: ExchangeParts,
  caller: Caller,
  { certificate, serverPublicKey }: Pairing,
  signal: AbortSignal,
  post: () => Promise<Reply>,
): Promise<Reply> {
  const question = { certificate, counter: counters.next(), signal };
  const told = await askTime(caller, question, await createVerifier(serverPublicKey));
  if (told === null) return { kind: 'silence' };
  clock.attest(told.serverTime, told.roundTripMs);
  return post();
}

function selectRecords(store: SyncStore, request: Request): OutboxRecord[] {
  if (request.kind === 'heartbeat') return [];
  return store.nextBatch(request.limit, request.except, MAX_BATCH_CHARACTERS);
}

function describeKiosk(
  { store, clock, deviceStatus, witnesses }: ExchangeParts,
  request: Request,
): Omit<ExchangeRequest, 'records'> {
  const down = store.readDownLink();
  return {
    have: {
      settings: down?.settings.version ?? 0,
      questions: down?.questions.version ?? 0,
      notices: down?.notices?.version ?? 0,
      keysThrough: store.readDayKeys()?.through ?? null,
      ...(witnesses && describeWitnesses(witnesses, request)),
    },
    status: { ...deviceStatus(), ...store.countWaiting(), wallAt: clock.estimate().evidence.wallAt },
  };
}

/** SYNC-SPEC D4. A heartbeat shows one; requests with records are large enough. */
function describeWitnesses(witnesses: Witnesses, request: Request): Partial<ExchangeRequest['have']> {
  const shown = request.kind === 'heartbeat' ? witnesses.pick() : null;
  return { auditDay: witnesses.newestDay(), ...(shown !== null && { auditWitness: shown }) };
}

/** Not worth failing an exchange: it is given again. */
function keepWitness(witnesses: Witnesses | undefined, head: AuditHeadOnWire): void {
  try {
    witnesses?.keep(head);
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error;
  }
}

/** Refusals of the request itself, whatever records were in it. */
const ABOUT_THE_REQUEST: readonly ProblemCode[] = [
  'counter-reused',
  'kiosk-unknown',
  'too-many-requests',
  'unavailable',
];

/** Only a verified refusal is acted on; anything else says no more than "not now". */
function learnFromFailure(reply: Reply, sent: readonly number[], counters: Counters): ExchangeOutcome {
  const retryAfterMs = 'retryAfterMs' in reply ? reply.retryAfterMs : null;
  const problem = reply.kind === 'verified' ? problemSchema.safeParse(reply.body) : null;
  const code = problem?.success ? problem.data.code : null;
  if (code === 'counter-reused') counters.skipAhead();
  const blameless = code !== null && ABOUT_THE_REQUEST.includes(code);
  const suspects = blameless || reply.kind === 'out-of-date' ? [] : sent;
  return { ok: false, suspects, retryAfterMs, passage: passageOf(reply, code), certify: code === 'kiosk-unknown' };
}

/** Our server checks the signature before anything else: any other word of it says that the body came whole. */
function passageOf({ kind }: Reply, code: ProblemCode | null): (ExchangeOutcome & { ok: false })['passage'] {
  if (kind === 'silence' || kind === 'out-of-date') return kind;
  const unfit = code === 'signature-invalid' || code === 'unsupported-media-type';
  return kind === 'unverified' || unfit ? 'doubtful' : 'whole';
}

function applyAnswer(
  { store, clock, witnesses }: ExchangeParts,
  records: readonly OutboxRecord[],
  answer: z.infer<typeof answerSchema>,
  roundTripMs: number,
): ExchangeOutcome {
  const before = store.readMarks();
  clock.attest(answer.serverTime, roundTripMs);
  const marks: ServerMarks = {
    serverEpoch: answer.serverEpoch,
    standing: answer.standing,
    offsetMs: clock.estimate().evidence.offsetMs ?? 0,
    attestedAt: answer.serverTime,
  };
  const results = matchResults(records, answer.results);
  const { auditHead, ...down } = acceptDownLink(store, answer.down);
  if (auditHead) keepWitness(witnesses, auditHead);
  const downLinkChanged = Object.keys(down).length > 0;
  // S8: all of it. What the mark counts may be another machine's, when two ran with one disk.
  const requeueAbove = before?.serverEpoch === marks.serverEpoch ? null : 0;
  if (results.length > 0 || downLinkChanged || before === null || isNews(before, marks)) {
    store.applyAnswer({ marks, results, down, requeueAbove });
  }
  const { standing, serverTime } = answer;
  const sent = records.map(({ seq }) => seq);
  return {
    ok: true,
    sent,
    tookMs: roundTripMs,
    stored: results.length,
    downLinkChanged,
    standing,
    serverTime,
    venueInside: answer.inside ?? null,
    serverVersion: answer.serverVersion ?? null,
    update: answer.update,
  };
}

/** Each row by its own id; what was not sent cannot be confirmed. */
function matchResults(records: readonly OutboxRecord[], results: readonly unknown[]): RowResult[] {
  const seqOf = new Map<string, number>(records.map(({ id, seq }) => [id, seq]));
  return results.flatMap((given) => {
    const { data: result } = resultSchema.safeParse(given);
    const seq = result && seqOf.get(result.id);
    return result === undefined || seq === undefined ? [] : [{ seq, result }];
  });
}

/**
 * SYNC-SPEC D2: all parts or none; when one cannot be read, the last good ones stay. So they do where it names an organisation
 * whose records were made for another server (S19).
 */
function acceptDownLink(store: SyncStore, down: unknown): DownLink {
  const parsed = downLinkSchema.safeParse(down);
  if (!parsed.success) return {};
  const { settings } = parsed.data;
  const key = settings && store.readPairing()?.serverPublicKey;
  return key && store.isKeptForAnother(settings.organisationId, key) ? {} : parsed.data;
}

/** A heartbeat that brings nothing new is not worth a write to the disk every half minute. */
function isNews(before: ServerMarks, now: ServerMarks): boolean {
  return (
    before.serverEpoch !== now.serverEpoch ||
    before.standing !== now.standing ||
    Math.abs(before.offsetMs - now.offsetMs) > 1_000 ||
    Math.abs(now.attestedAt - before.attestedAt) > 600_000
  );
}

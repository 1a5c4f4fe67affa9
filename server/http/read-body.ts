import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { BodyHold } from './body-budget.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Deeper than any of our schemas; a thousand brackets are somebody's experiment. */
const MAX_JSON_DEPTH = 32;

const inflate = promisify(gunzip);
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bodies come and go; a slow one is hung up on within a minute. */
const NO_ROOM_RETRY_MS = 2_000;

/**
 * Reads the bytes as they came on the wire.
 *
 * @returns `too-large` as soon as there are more than `limit`, `unavailable` when there is no room for more.
 */
export async function readBytes(req: IncomingMessage, limit: number, hold: BodyHold): Promise<Buffer | Refusal> {
  if (Number(req.headers['content-length'] ?? 0) > limit) return refuse('too-large');
  let chunks: Buffer[] = [];
  let length = 0;
  let isRefused = false;
  // Listeners rather than `for await`: leaving that loop early would destroy the socket before the answer is sent.
  return new Promise((resolve, reject) => {
    const giveUp = (refusal: Refusal): void => {
      isRefused = true;
      chunks = [];
      hold.release();
      resolve(refusal);
    };
    req.on('data', (chunk: Buffer) => {
      if (isRefused) return;
      length += chunk.length;
      if (length > limit) giveUp(refuse('too-large'));
      else if (!hold.take(chunk.length)) giveUp(refuse('unavailable', { retryAfterMs: NO_ROOM_RETRY_MS }));
      else chunks.push(chunk);
    });
    req.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    req.on('error', reject);
    req.on('close', () => reject(new Error('the client went away')));
  });
}

/** JSON only, as it is or gzipped. @param limit of the bytes after inflating. */
export async function parseJsonBody(
  req: IncomingMessage,
  bytes: Buffer,
  limit: number,
): Promise<{ json: unknown } | Refusal> {
  const type = req.headers['content-type'] ?? '';
  if (!/^application\/json(?:\s*;\s*charset=utf-8)?$/i.test(type)) return refuse('unsupported-media-type');
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return parseJson(bytes);
  if (encoding !== 'gzip') return refuse('unsupported-media-type');
  try {
    return parseJson(await inflate(bytes, { maxOutputLength: limit }));
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return refuse(tooLarge ? 'too-large' : 'invalid-input');
  }
}

function parseJson(bytes: Uint8Array): { json: unknown } | Refusal {
  try {
    const json: unknown = JSON.parse(utf8.decode(bytes));
    return isDeeperThan(json, MAX_JSON_DEPTH) ? refuse('invalid-input') : { json };
  } catch {
    return refuse('invalid-input');
  }
}

/** Breadth first and level by level: the nesting of the input never becomes the nesting of calls. */
function isDeeperThan(json: unknown, limit: number): boolean {
  let level: object[] = isObject(json) ? [json] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((node) => Object.values(node).filter(isObject));
  }
  return false;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

import type { ServerResponse } from 'node:http';
import type { Response } from 'express';
import type { z } from 'zod';
import type { EventsAnswer, FileAnswer } from './define-route.ts';
import { describeProblem, type Refusal, statusOf } from './refusal.ts';
import { FILE_POLICY } from './security-headers.ts';

/** Adds what must be known only when the whole answer is: the server's signature on answers to kiosks. */
export type Sign = (status: number, body: Uint8Array) => Promise<Readonly<Record<string, string>>>;

const UNSIGNED: Sign = async () => ({});

interface Bytes {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

async function sendBytes(res: ServerResponse, { status, contentType, body }: Bytes, sign: Sign): Promise<void> {
  const signature = await sign(status, body);
  res.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    ...signature,
  });
  res.end(body);
}

export const sendJson = (res: ServerResponse, status: number, value: unknown, sign: Sign = UNSIGNED): Promise<void> =>
  sendBytes(
    res,
    { status, contentType: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(value)) },
    sign,
  );

export async function sendRefusal(
  res: Response,
  refusal: Refusal,
  requestId: string,
  sign: Sign = UNSIGNED,
): Promise<void> {
  res.locals['refused'] = refusal.refused;
  if (refusal.retryAfterMs !== undefined) res.setHeader('Retry-After', Math.ceil(refusal.retryAfterMs / 1000));
  // The rest of a body that is too large is not waited for.
  if (refusal.refused === 'too-large') res.setHeader('Connection', 'close');
  const body = Buffer.from(JSON.stringify(describeProblem(refusal, requestId)));
  await sendBytes(res, { status: statusOf(refusal.refused), contentType: 'application/problem+json', body }, sign);
}

/** Text without a charset is read as whatever its reader guesses; all of ours is UTF-8. */
const withCharset = (type: string): string =>
  /^(?:text\/[^;]+|[^;]+\+xml)$/.test(type) ? `${type}; charset=utf-8` : type;

export async function sendFile(res: ServerResponse, status: number, file: FileAnswer): Promise<void> {
  const length = file.body instanceof Uint8Array ? file.body.length : file.length;
  res.writeHead(status, {
    'Content-Type': withCharset(file.contentType),
    'Content-Disposition': contentDisposition(file),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': FILE_POLICY,
    ...(length !== undefined && { 'Content-Length': length }),
  });
  if (file.body instanceof Uint8Array) res.end(file.body);
  else await sendPieces(res, file.body);
}

/**
 * The system has taken a piece before the next is asked for, so that a long answer takes the memory of one.
 *
 * @throws when the reader goes, or the pieces end in an error.
 */
async function sendPieces(res: ServerResponse, pieces: AsyncIterable<Uint8Array | string>): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  let leave = (): void => undefined;
  const unlessGone = <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      leave = () => reject(new Error('the reader is gone'));
      if (res.closed) leave();
      work.then(resolve, reject);
    });
  res.once('close', () => leave());
  try {
    for (;;) {
      const piece = await unlessGone(iterator.next());
      if (piece.done) break;
      await unlessGone(writePiece(res, piece.value));
    }
  } finally {
    // Not waited for: it may be in the middle of something.
    void iterator.return?.().catch(() => undefined);
  }
  res.end();
}

const writePiece = (res: ServerResponse, piece: Uint8Array | string): Promise<void> =>
  new Promise((resolve, reject) => {
    res.write(piece, (error) => (error ? reject(error) : resolve()));
  });

/** RFC 6266, with RFC 8187 for names beyond ASCII. */
function contentDisposition({ disposition, fileName }: FileAnswer): string {
  const ascii = fileName
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `${disposition}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const PING_MS = 20_000;
/** A reader this far behind is gone or asleep; it reconnects and reads anew. */
const MAX_UNSENT_BYTES = 1_048_576;

/** Server-sent events. @param stopping aborts when the server closes. */
export async function sendEvents(
  res: ServerResponse,
  answer: EventsAnswer<unknown>,
  schema: z.ZodType,
  stopping: AbortSignal,
): Promise<void> {
  const gone = new AbortController();
  res.on('close', () => gone.abort());
  const signal = AbortSignal.any([gone.signal, stopping]);
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  res.flushHeaders();
  const write = (event: string, data: unknown): void => {
    if (res.writableLength > MAX_UNSENT_BYTES) res.destroy();
    else if (!signal.aborted) res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const ping = setInterval(() => write('ping', {}), PING_MS);
  try {
    await answer((event, data) => write(event, schema.parse(data)), signal);
  } finally {
    clearInterval(ping);
    res.end();
  }
}

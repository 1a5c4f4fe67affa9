import { beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, fromUtf8, utf8 } from './bytes.ts';
import { createEnvelopeOpener, type DayKeyPair, generateDayKeyPair } from './envelope.ts';
import { createChunkSealer } from './sealed-chunks.ts';

const HEADER = utf8('{"count":2}');
let pair: DayKeyPair;
let enc: string;
let sealed: readonly [Bytes, Bytes];

beforeAll(async () => {
  pair = await generateDayKeyPair();
  const sealer = await createChunkSealer('h-fallback-1', pair.publicKey);
  enc = sealer.enc;
  sealed = [await sealer.seal(utf8('one'), HEADER, false), await sealer.seal(utf8('two'), HEADER, true)];
});

const opener = async (keyId = 'h-fallback-1', privateKey = pair.privateKey) =>
  (await createEnvelopeOpener(keyId, privateKey)).openChunks(enc);

describe('sealed chunks', () => {
  it('open in their place', async () => {
    const chunks = await opener();
    const opened = [await chunks.open(sealed[0], HEADER, 0, false), await chunks.open(sealed[1], HEADER, 1, true)];
    expect(opened.map((bytes) => bytes && fromUtf8(bytes))).toEqual(['one', 'two']);
  });

  it('open nowhere else', async () => {
    const chunks = await opener();
    expect(await chunks.open(sealed[0], utf8('{"count":1}'), 0, false)).toBeNull();
    expect(await chunks.open(sealed[0], HEADER, 1, false)).toBeNull();
    expect(await chunks.open(sealed[0], HEADER, 0, true)).toBeNull();
    expect(await chunks.open(sealed[1], HEADER, 1, false)).toBeNull();
    expect(await chunks.open(sealed[0].with(3, sealed[0][3]! ^ 1), HEADER, 0, false)).toBeNull();
  });

  it('open with no other key, nor under another name of it', async () => {
    const other = await generateDayKeyPair();
    expect(await (await opener('h-fallback-1', other.privateKey)).open(sealed[0], HEADER, 0, false)).toBeNull();
    expect(await (await opener('h-fallback-2')).open(sealed[0], HEADER, 0, false)).toBeNull();
    await expect((await createEnvelopeOpener('h', pair.privateKey)).openChunks('nonsense')).rejects.toThrow(/./);
  });
});

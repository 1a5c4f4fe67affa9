import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { clearSealedFiles, createSealedFile, createSealedWriter, putAll, type SealedFile } from './sealed-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'venue-sealed-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function writeFile(chunks: readonly (Uint8Array | string)[]) {
  const file = await createSealedFile(folder);
  const writer = createSealedWriter(file.place.key, file.put);
  for (const chunk of chunks) await writer.write(chunk);
  return { file, ...(await writer.end()) };
}

/** A piece is good only until the next is asked for. */
async function readWhole(file: SealedFile, bytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of file.read(bytes)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

describe('a sealed file', () => {
  it('gives back what was written, in whatever pieces', async () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 70_000, size: 'max' }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(pieces, async (chunks) => {
        const { file, bytes, sha256 } = await writeFile(chunks);
        const back = await readWhole(file, bytes);
        const whole = Buffer.concat(chunks);
        expect(back.equals(whole)).toBe(true);
        expect([bytes, sha256]).toEqual([whole.length, createHash('sha256').update(whole).digest('hex')]);
        await file.close();
      }),
      { numRuns: 20 },
    );
  });

  it('has no name on the disk, and none of what was written', async () => {
    const stored: Uint8Array[] = [];
    const key = new Uint8Array(32).fill(7);
    const writer = createSealedWriter(key, async (bytes) => void stored.push(bytes));
    await writer.write('Nguyễn Thị Hương;0912345601\r\n'.repeat(5_000));
    await writer.end();
    expect(stored.length).toBeGreaterThan(2);
    expect(Buffer.concat(stored).includes('0912345601')).toBe(false);
    const { file } = await writeFile(['x']);
    expect(readdirSync(folder)).toEqual([]);
    await file.close();
  });

  it('is not read where it was changed or exchanged', async () => {
    const { file, bytes } = await writeFile(['a'.repeat(70_000), 'b'.repeat(70_000)]);
    await file.put(new Uint8Array([1]), 65_552 + 5);
    await expect(readWhole(file, bytes)).rejects.toThrow(/authenticate/);
    await file.close();
  });

  it('gives the memory of a piece back when the next is asked for', async () => {
    const { file, bytes } = await writeFile([Buffer.alloc(3 * 65_536, 'x')]);
    const sizes: number[] = [];
    let before: Uint8Array | undefined;
    for await (const piece of file.read(bytes)) {
      sizes.push(piece.length, before?.length ?? 0);
      before = piece;
    }
    expect(sizes).toEqual([65_536, 0, 65_536, 0, 65_536, 0]);
    await file.close();
  });

  it('is written whole where the system takes less than it is given', async () => {
    const taken: number[] = [];
    const write = async (bytes: Uint8Array, offset: number, length: number, position: number): Promise<number> => {
      taken.push(...bytes.subarray(offset, offset + Math.min(3, length)));
      expect(position).toBe(offset + 100);
      return Math.min(3, length);
    };
    await putAll(write, new Uint8Array([1, 2, 3, 4, 5, 6, 7]), 100);
    expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('that an earlier run left is taken away', () => {
    writeFileSync(join(folder, 'left.sealed'), 'x');
    clearSealedFiles(folder);
    expect(readdirSync(folder)).toEqual([]);
  });
});

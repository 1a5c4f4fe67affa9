import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeQr } from '#print/qr/matrix.ts';
import type { GrayImage } from '#shared/decoding/gray-image.ts';
import { drawQr } from '#shared/testing/draw-qr.ts';

const run = promisify(execFile);
const decode = (...args: string[]) => run(process.execPath, ['shared/decoding/cli/decode.ts', ...args]);
const failure = (error: unknown): { code: number; stderr: string; stdout: string } =>
  error as { code: number; stderr: string; stdout: string };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decode-'));
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'a.png'), PNG.sync.write(toPng(draw('Chào\tHuế'))));
  const { data, width, height } = toPng(draw('photo'));
  await writeFile(join(folder, 'sub', 'b.JPG'), jpeg.encode({ data, width, height }, 60).data);
  await writeFile(join(folder, 'c.png'), PNG.sync.write(new PNG({ width: 200, height: 200 })));
  await writeFile(join(folder, 'notes.txt'), 'not an image');
});
afterAll(() => rm(folder, { recursive: true }));

function draw(text: string): GrayImage {
  const qr = encodeQr(text);
  if (!qr.ok) throw new Error(qr.error.kind);
  return drawQr(qr.value, { width: 320, height: 240, modulePx: 5 });
}

function toPng({ data, width, height }: GrayImage): PNG {
  const png = new PNG({ width, height });
  data.forEach((luma, i) => png.data.set([luma, luma, luma, 255], i * 4));
  return png;
}

describe('npm run decode', () => {
  it('prints file, text, symbology and ms of the images in a folder and below', async () => {
    const { stdout } = await decode(folder);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(rows.map(([file, text, symbology]) => [file?.slice(folder.length + 1), text, symbology])).toEqual([
      ['a.png', 'Chào\\tHuế', 'QRCode'],
      ['c.png', '(no code)', '-'],
      [join('sub', 'b.JPG'), 'photo', 'QRCode'],
    ]);
    for (const row of rows) expect(Number(row[3])).toBeGreaterThan(0);
  });

  it('prints one JSON array', async () => {
    const { stdout } = await decode('--json', join(folder, 'a.png'));
    const ms = expect.any(Number);
    expect(JSON.parse(stdout)).toEqual([
      { file: join(folder, 'a.png'), text: 'Chào\tHuế', symbology: 'QRCode', decoder: 'zxing', ms },
    ]);
  });

  it('says which file it could not open and goes on with the others', async () => {
    const paths = [join(folder, 'none.png'), join(folder, 'notes.txt'), join(folder, 'a.png')];
    const { code, stderr, stdout } = await decode(...paths).then(
      () => expect.unreachable('must fail'),
      (error: unknown) => failure(error),
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/none\.png: ENOENT.*\n.*notes\.txt: neither PNG nor JPEG/);
    expect(stdout).toContain('Chào');
  });

  it('explains itself', async () => {
    expect((await decode('--help')).stdout).toContain('Usage: npm run decode');
    for (const args of [[], ['--nonsense']]) {
      const { code, stderr } = await decode(...args).then(
        () => expect.unreachable('must fail'),
        (error: unknown) => failure(error),
      );
      expect([code, stderr.includes('Usage')]).toEqual([2, true]);
    }
  });
});

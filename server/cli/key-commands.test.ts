import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeWithBoth } from '#print/testing/decode.ts';
import { extractText, rasterise } from '#print/testing/rasterise.ts';
import { type CliEnd, runCommand } from '../testing/run-cli.ts';
import { startTestServer } from '../testing/test-server.ts';

let folder: string;
let data: string;
const place = (name: string): string => join(folder, name);
const kekFile = (): string => join(data, 'secrets/kek');

const onData = (...words: string[]): Promise<CliEnd> => runCommand([...words, '--data', data]);

/** Every file and what is in it. */
function readTree(root: string): Map<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted((a, b) => a.localeCompare(b));
  return new Map(paths.map((path) => [relative(root, path), readFileSync(path).toString('base64')]));
}

async function readCode(file: string): Promise<string> {
  const { zxing, jsqr } = await decodeWithBoth(await rasterise(readFileSync(file), 150));
  expect(zxing).toBe(jsqr);
  return zxing ?? '';
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'key-commands-'));
  data = place('data');
  const test = await startTestServer({ dataDir: data });
  await test.server.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('key commands', { timeout: 120_000 }, () => {
  it.each([
    ['missing', () => undefined, 'is missing'],
    ['wrong', () => writeFileSync(kekFile(), `${Buffer.alloc(32, 7).toString('base64url')}\n`), 'does not open'],
  ])(
    'with a %s key file every command refuses in one sentence and changes nothing',
    async (_how, replace, sentence) => {
      renameSync(kekFile(), place('kek'));
      replace();
      const before = readTree(folder);
      const commands = [
        ['audit', 'verify'],
        ['visits', '--entrance', 'x'],
        ['poster-url', '--entrance', 'x'],
        ['pair-code', '--entrance', 'x'],
        ['import-records', 'x.vcx'],
        ['units', 'import', 'x.csv'],
        ['backup', '--to', place('copies'), '--keys-to', place('key-copies')],
        ['keys', 'recovery-sheets', '--to', place('sheets')],
        ['keys', 'rotate-kek'],
      ];
      for (const words of commands) {
        const { code, stdout, stderr } = await onData(...words);
        expect([words.join(' '), code, stdout]).toEqual([words.join(' '), 1, '']);
        expect(stderr).toContain(sentence);
        expect(stderr.trimEnd()).not.toContain('\n');
      }
      expect(readTree(folder)).toEqual(before);
      renameSync(place('kek'), kekFile());
    },
  );

  it('print two sheets whose codes, read from pixels, make the lost key file again, and nothing else does', async () => {
    const made = await onData('keys', 'recovery-sheets', '--to', place('sheets'));
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const [a = '', b = ''] = made.stdout.trim().split('\n');
    for (const file of [a, b]) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await onData('keys', 'recovery-sheets', '--to', place('sheets'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('already: nothing was written'),
    });
    const fingerprint = readFileSync(join(data, 'keys/kek-fingerprint'), 'utf8').trim();
    for (const file of [a, b]) expect(await extractText(readFileSync(file))).toContain(fingerprint);
    const [partA, partB] = [await readCode(a), await readCode(b)];
    const again = await onData('keys', 'recovery-sheets', '--to', place('more-sheets'));
    const [, otherB = ''] = again.stdout.trim().split('\n');

    const kek = readFileSync(kekFile(), 'utf8');
    renameSync(kekFile(), place('kek-lost'));
    const before = readTree(data);
    for (const [first, second, sentence] of [
      [partA, await readCode(otherB), 'not of one pair'],
      [partB, partA, 'from the other sheet'],
      [`${partA.slice(0, 40)}${partA[40] === '0' ? '1' : '0'}${partA.slice(41)}`, partB, 'Line 2 of part A'],
      ['nonsense', partB, 'not part A'],
    ] as const) {
      const refused = await onData('keys', 'recover', '--part-a', first, '--part-b', second);
      expect([refused.code, refused.stdout]).toEqual([1, '']);
      expect(refused.stderr).toContain(sentence);
    }
    expect(readTree(data)).toEqual(before);

    writeFileSync(place('part-b.txt'), partB);
    const recovered = await onData('keys', 'recover', '--part-a', partA, '--part-b', `@${place('part-b.txt')}`);
    expect(recovered).toMatchObject({ code: 0, stdout: `key file in place, fingerprint ${fingerprint}\n` });
    expect(readFileSync(kekFile(), 'utf8')).toBe(kek);
    expect(statSync(kekFile()).mode & 0o777).toBe(0o600);
    expect(await onData('audit', 'verify')).toMatchObject({ code: 0 });
  });

  it('change the key file, but not under a running server; the old sheets are no good then', async () => {
    const old = readFileSync(kekFile(), 'utf8');
    const [partA, partB] = [
      await readCode(place(`sheets/${readdirSync(place('sheets'))[0]}`)),
      await readCode(place(`sheets/${readdirSync(place('sheets'))[1]}`)),
    ];
    const running = await startTestServer({ dataDir: data });
    expect(await onData('keys', 'rotate-kek')).toMatchObject({
      code: 1,
      stderr: `A server is running on ${data} already: nothing was changed.\n`,
    });
    await running.server.close();
    const rotated = await onData('keys', 'rotate-kek');
    expect(rotated).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+ keys wrapped anew, fingerprint /) });
    expect(readFileSync(kekFile(), 'utf8')).not.toBe(old);
    expect(await onData('audit', 'verify')).toMatchObject({ code: 0 });
    expect(await onData('keys', 'recover', '--part-a', partA, '--part-b', partB)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('of another key'),
    });
    const after = await startTestServer({ dataDir: data });
    await after.server.close();
  });

  it('bring a server back on a new machine from paper and copies; sheets of before the change do not', async () => {
    const copies = await onData('backup', '--to', place('copies'), '--keys-to', place('key-copies'));
    const [database = '', keys = ''] = copies.stdout.trim().split('\n');
    const made = await onData('keys', 'recovery-sheets', '--to', place('new-sheets'));
    const fresh = await Promise.all(made.stdout.trim().split('\n').map(readCode));
    const old = await Promise.all(
      readdirSync(place('sheets'))
        .toSorted((a, b) => a.localeCompare(b))
        .map((name) => readCode(place(`sheets/${name}`))),
    );
    const another = place('another');
    const recover = ([a = '', b = '']: readonly string[]) =>
      runCommand(['keys', 'recover', '--part-a', a, '--part-b', b, '--data', another]);
    const restore = () => runCommand(['restore', '--database', database, '--keys', keys, '--data', another]);

    expect(await recover(old)).toMatchObject({ code: 0 });
    const before = readTree(another);
    expect(await restore()).toMatchObject({ code: 1, stderr: expect.stringContaining('does not open the key store') });
    expect(readTree(another)).toEqual(before);
    expect(await recover(fresh)).toMatchObject({ code: 1, stderr: expect.stringContaining('move it away first') });
    renameSync(join(another, 'secrets/kek'), place('kek-of-before'));
    expect(await recover(fresh)).toMatchObject({ code: 0 });
    expect(await restore()).toMatchObject({ code: 0 });
    const restored = await startTestServer({ dataDir: another });
    await restored.server.close();
  });
});

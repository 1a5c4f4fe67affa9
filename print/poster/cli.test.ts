import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPngSize } from '../pdf/png.ts';
import { expectSoundPoster } from '../testing/expect-poster.ts';
import { logoPng } from '../testing/logo.ts';
import { extractText } from '../testing/rasterise.ts';
import { runPosterCli } from './cli.ts';

const URL_OF_ENTRANCE = 'https://checkin.example.vn/v/AbCdEfGhIjKlMnOpQrStUv';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poster-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

const optionsOf = (changes: Record<string, string>): string[] => {
  const options = {
    venue: 'Phở Bò Huế',
    entrance: 'Cửa chính',
    url: URL_OF_ENTRANCE,
    out: join(folder, 'poster.pdf'),
    ...changes,
  };
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
};

async function run(args: readonly string[]): Promise<{ code: number; printed: string; complained: string }> {
  const said = { printed: '', complained: '' };
  const code = await runPosterCli(args, {
    print: (text) => void (said.printed += text),
    complain: (text) => void (said.complained += text),
    now: () => Date.UTC(2026, 10, 22, 20),
  });
  return { code, ...said };
}

describe('npm run poster', () => {
  it('writes the poster, dated today in Viet Nam', async () => {
    const out = join(folder, 'written.pdf');
    const result = await run(optionsOf({ out, lang: 'vi', address: '1 Lê Lợi', serial: 'S-7' }));
    expect(result).toEqual({
      code: 0,
      printed: expect.stringMatching(/written\.pdf: A4, QR code 151 x 151 mm, \d+ kB/),
      complained: '',
    });
    const pdf = new Uint8Array(await readFile(out));
    await expectSoundPoster(pdf, URL_OF_ENTRANCE);
    const text = await extractText(pdf);
    for (const words of ['Phở Bò Huế', 'Cửa chính', '1 Lê Lợi', 'In ngày 23/11/2026', 'Số S-7'])
      expect(text).toContain(words);
  });

  it('marks a private address DEMO and says why', async () => {
    const out = join(folder, 'demo.pdf');
    const result = await run(optionsOf({ out, url: 'http://192.168.1.20:8080/v/1', venue: 'Phở 🍜' }));
    expect(result.code).toBe(0);
    expect(result.complained).toContain('DEMO');
    expect(result.complained).toContain('🍜');
    expect(await extractText(new Uint8Array(await readFile(out)))).toContain('DEMO');
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['no web address', { url: 'checkin' }, /^Not a web address: "checkin"/],
    [
      'too long an address',
      { url: `https://a.vn/${'x'.repeat(120)}` },
      /^The address has 133 bytes; .* at most 106\.$/,
    ],
    ['a missing folder', { out: '/no/such/folder/poster.pdf' }, /^The folder \/no\/such\/folder does not exist\.$/],
    ['a folder as file', { out: tmpdir() }, /^Cannot write .*EISDIR/],
    ['an unknown size', { size: 'B5' }, /size.*B5.*Allowed choices are A4/],
    [
      'a file of an unknown kind',
      { out: join(tmpdir(), 'poster.doc') },
      /^Cannot write .*must end in .pdf, .svg or .png\.$/,
    ],
    [
      'a name no card can hold',
      { size: 'card', venue: 'W'.repeat(300) },
      /^The venue name is too long for this format/,
    ],
    ['a colour that is none', { primary: 'red' }, /^Colours are written as #rrggbb/],
    ['white behind white words', { primary: '#ffffff' }, /^Nobody could read on the primary colour #ffffff/],
    ['a logo that is not there', { logo: '/no/such/logo.png' }, /^Cannot read the logo/],
    ['an unknown language', { lang: 'fr' }, /lang.*fr.*Allowed choices are vi, en, both/],
    ['an unknown option', { colour: 'red' }, /unknown option '--colour'/],
  ])('refuses %s in one sentence', async (_what, changes, sentence) => {
    const result = await run(optionsOf(changes));
    expect(result).toMatchObject({ code: 1, printed: '' });
    expect(result.complained.trim()).toMatch(sentence);
    expect(result.complained.trim()).not.toContain('\n');
  });

  it('writes pictures too, in the colours and with the logo of the business', async () => {
    const logo = join(folder, 'logo.png');
    await writeFile(logo, logoPng(60, 30));
    const look = { size: 'display-portrait', logo, primary: '#e4002b', accent: '#ffd700' };
    const out = join(folder, 'screen.png');
    const result = await run([...optionsOf({ ...look, out }), '--large']);
    expect(result).toMatchObject({ code: 0, printed: expect.stringContaining('QR code 814 x 814 px') });
    expect(result.complained).toMatch(/^The primary colour #e4002b is printed as #[0-9a-f]{6}/);
    expect(readPngSize(await readFile(out))).toEqual({ width: 1080, height: 1920 });
    const svg = join(folder, 'screen.svg');
    await run(optionsOf({ ...look, out: svg }));
    expect(await readFile(svg, 'utf8')).toContain('data:image/png;base64');
  });

  it('asks for what is missing', async () => {
    expect(await run(['--venue', 'Phở'])).toMatchObject({
      code: 1,
      complained: expect.stringContaining("'--entrance <name>' not specified"),
    });
  });

  it('explains itself', async () => {
    const result = await run(['--help']);
    expect(result).toMatchObject({ code: 0, complained: '' });
    for (const option of [
      '--venue',
      '--entrance',
      '--url',
      '--size',
      '--lang',
      '--out',
      '--address',
      '--serial',
      '--demo',
    ]) {
      expect(result.printed).toContain(option);
    }
  });

  it('runs as a program', async () => {
    const out = join(folder, 'program.pdf');
    const cli = fileURLToPath(new URL('cli.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [cli, ...optionsOf({ out })]);
    expect(stdout).toContain('program.pdf: A4');
    await expect(promisify(execFile)(process.execPath, [cli])).rejects.toMatchObject({ code: 1 });
  });
});

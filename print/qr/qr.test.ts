import { describe, expect, it } from 'vitest';
import { encodeQr, type QrMatrix, type QrOptions, QUIET_ZONE_MODULES } from './matrix.ts';
import { escapeXml, renderQrSvg } from './svg.ts';
import { renderQrTerminal } from './terminal.ts';

function encode(text: string, options?: QrOptions): QrMatrix {
  const result = encodeQr(text, options);
  if (!result.ok) throw new Error(`did not fit: ${JSON.stringify(result.error)}`);
  return result.value;
}

const POSTER_LEVELS = ['Q', 'M', 'L'] as const;

describe('encodeQr', () => {
  it('falls back from Q to M to L as the text grows, within version 5', () => {
    const levelAt = (bytes: number) => encode('x'.repeat(bytes), { levels: POSTER_LEVELS, maxVersion: 5 }).level;
    expect([60, 61, 84, 85, 106].map(levelAt)).toEqual(['Q', 'M', 'M', 'L', 'L']);
  });

  it('says how long a text was that does not fit', () => {
    expect(encodeQr('x'.repeat(107), { levels: POSTER_LEVELS, maxVersion: 5 })).toEqual({
      ok: false,
      error: { kind: 'too-long', bytes: 107, maxVersion: 5 },
    });
    expect(encodeQr('ế'.repeat(5000))).toEqual({
      ok: false,
      error: { kind: 'too-long', bytes: 15_000, maxVersion: 40 },
    });
  });

  it('refuses empty text', () => {
    expect(encodeQr('')).toEqual({ ok: false, error: { kind: 'empty' } });
  });

  it('packs upper-case base32 as alphanumeric: a pass needs version 6, not 8', () => {
    expect(encode('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.repeat(5).slice(0, 144)).version).toBe(6);
    expect(encode('abcdefghijklmnopqrstuvwxyz234567'.repeat(5).slice(0, 144)).version).toBe(8);
  });

  it('grows to the smallest version asked for', () => {
    expect(encode('short', { minVersion: 4 }).size).toBe(33);
  });
});

describe('renderQrSvg', () => {
  const svg = renderQrSvg(encode('https://checkin.example.vn/c/1'), 'Mã QR "cửa chính" <1>');

  it('is one path with a quiet zone and nothing a strict CSP blocks', () => {
    expect(svg.match(/<path /g)).toHaveLength(1);
    expect(svg).toContain('viewBox="0 0 37 37"');
    expect(svg).toContain(`M${QUIET_ZONE_MODULES} ${QUIET_ZONE_MODULES}h7v7h-7z`);
    expect(svg).not.toMatch(/style|script|href/);
  });

  it('escapes its label', () => {
    expect(svg).toContain('aria-label="Mã QR &quot;cửa chính&quot; &lt;1&gt;"');
  });
});

describe('escapeXml', () => {
  it('drops what XML 1.0 cannot hold and keeps the rest', () => {
    expect(escapeXml('a\u0000b\u001b\uD800c & Huế 🙂\n')).toBe('abc &amp; Huế 🙂\n');
  });
});

describe('renderQrTerminal', () => {
  it('shows the modules, two rows a line, with a quiet zone', () => {
    const matrix = encode('http://192.168.1.20:8080');
    const [blank, , first] = renderQrTerminal(matrix)
      .split('\n')
      .map((line) => line.replace('\u001b[30;107m', '').replace('\u001b[0m', ''));
    expect(blank).toBe(' '.repeat(matrix.size + 8));
    expect(first?.slice(4, 11)).toBe('█▀▀▀▀▀█');
  });
});

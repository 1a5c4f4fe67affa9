import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, parseConfig } from './config.ts';

describe('parseConfig', () => {
  it('binds to this machine only unless told otherwise', () => {
    expect(parseConfig([], {})).toEqual({ ok: true, value: DEFAULT_CONFIG });
    expect(DEFAULT_CONFIG.host).toBe('127.0.0.1');
  });

  it('reads options and environment; an option wins', () => {
    const parsed = parseConfig(['--port', '0', '--data', '/tmp/x'], { VENUE_PORT: '99', VENUE_HOST: '0.0.0.0' });
    expect(parsed).toMatchObject({ ok: true, value: { port: 0, dataDir: '/tmp/x', host: '0.0.0.0' } });
  });

  it('keeps the origin of the public address', () => {
    const parsed = parseConfig(['--public-url', 'https://checkin.hue.gov.vn/'], {});
    expect(parsed).toMatchObject({ ok: true, value: { publicUrl: 'https://checkin.hue.gov.vn' } });
  });

  it.each([
    [['--port', 'x'], 'The port must be'],
    [['--port', '70000'], 'The port must be'],
    [['--public-url', 'checkin.hue.gov.vn'], 'The public address must'],
    [['--public-url', 'https://a.vn/path'], 'The public address must'],
    [['--public-url', 'https://u@a.vn'], 'The public address must'],
    [['--log-level', 'loud'], 'The log level'],
    [['--time-zone', 'Hue'], 'is no time zone'],
    [['--rate-factor', '0'], 'The rate factor'],
    [['--demo', '--public-url', 'https://checkin.hue.gov.vn'], 'Demo data is for trying out'],
    [['--nonsense'], "Unknown option '--nonsense'"],
  ])('refuses %j with one sentence', (argv, sentence) => {
    const parsed = parseConfig(argv, {});
    expect(parsed.ok).toBe(false);
    expect(parsed).toMatchObject({ error: expect.stringContaining(sentence) });
  });

  it('sends letters when told through which server and from whom', () => {
    const mail = { VENUE_SMTP_URL: 'smtps://u:p@mail.example.vn', VENUE_MAIL_FROM: 'Cửa <no-reply@example.vn>' };
    expect(parseConfig([], mail)).toMatchObject({
      value: { mail: { smtpUrl: mail.VENUE_SMTP_URL, from: mail.VENUE_MAIL_FROM } },
    });
    expect(parseConfig([], { VENUE_SMTP_URL: 'mail.example.vn' })).toMatchObject({ ok: false });
    expect(parseConfig([], { VENUE_SMTP_URL: mail.VENUE_SMTP_URL })).toMatchObject({ ok: false });
  });

  it('lets a demo run behind a private address', () => {
    expect(parseConfig(['--demo', '--public-url', 'http://192.168.1.5:8080'], {})).toMatchObject({ ok: true });
  });
});

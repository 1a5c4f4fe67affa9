import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import { type Mailbox, openMailbox } from '../testing/mailbox.ts';
import { registerOwner, startTestServer } from '../testing/test-server.ts';
import { createMailer, isThisMachine, type Mail } from './service.ts';

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await openMailbox();
});
afterAll(() => mailbox.close());

const LETTER: Mail = { to: 'huong@example.vn', subject: 'Xin chào', text: 'Một dòng' };

async function send(smtpUrl: string, letter: Partial<Mail> = {}): Promise<void> {
  const mailer = createMailer({ ...mailbox.config, smtpUrl });
  await mailer.send({ ...LETTER, ...letter }).finally(() => mailer.close());
}

describe('a mail server that offers no encryption', () => {
  it('gets letters on this machine, and never a password', async () => {
    const { smtpUrl } = mailbox.config;
    await send(smtpUrl);
    expect(mailbox.letters.splice(0)).toHaveLength(1);
    await expect(send(smtpUrl.replace('//', '//user:secret@'))).rejects.toThrow(/STARTTLS/);
    expect(mailbox.letters).toEqual([]);
  });

  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['[::1]', true],
    ['mail.example.vn', false],
    ['192.168.1.5', false],
    ['localhost.example.vn', false],
    ['127.0.0.1.example.vn', false],
    ['[::ffff:192.168.1.5]', false],
  ])('at %s is on this machine: %s', (host, isHere) => {
    expect(isThisMachine(new URL(`smtp://${host}:25`).hostname)).toBe(isHere);
  });
});

it('a mail server that is not there keeps nobody from anything', async () => {
  const test = await startTestServer({
    mail: { ...mailbox.config, smtpUrl: 'smtp://127.0.0.1:1' },
    logLevel: 'silent',
  });
  const { me } = await registerOwner(test.url);
  const asked = await fetch(`${test.url}${PORTAL_API}/recoveries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: me.email, language: 'vi' }),
  });
  expect([asked.status, await asked.text()]).toEqual([204, '']);
  expect((await fetch(`${test.url}/readyz`)).status).toBe(200);
  await test.close();
});

describe('what people wrote', () => {
  it('adds neither header nor reader to a letter', async () => {
    const subject = 'Chợ\r\nBcc: spy@example.com\r\n\r\nother words';
    await send(mailbox.config.smtpUrl, { subject, to: 'huong@example.vn, spy@example.com' }).catch(() => undefined);
    await send(mailbox.config.smtpUrl, { subject });
    for (const { to, text } of mailbox.letters) {
      const [head = ''] = text.split('\r\n\r\n');
      expect([to.length, head]).toEqual([1, expect.not.stringMatching(/^Bcc:/im)]);
      expect(to).not.toContain('spy@example.com');
    }
    expect(mailbox.letters.at(-1)?.to).toEqual(['huong@example.vn']);
  });
});

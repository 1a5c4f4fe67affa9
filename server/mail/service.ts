import { createTransport } from 'nodemailer';
import type { MailConfig } from '../config/config.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text: it arrives everywhere and hides nothing. */
  readonly text: string;
}

export interface Mailer {
  /** @throws Error when the mail server did not take it. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

const PATIENCE_MS = 15_000;

/** On this machine nobody listens in between. @param host as `URL` writes it. */
export const isThisMachine = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i.test(host);

/**
 * Over SMTP, encrypted and with a certificate that is checked: letters hold links for a new password. Only a mail server on
 * this machine, that asks for no password, is spoken to in the open.
 */
export function createMailer({ smtpUrl, from }: MailConfig): Mailer {
  const url = new URL(smtpUrl);
  const isSecure = url.protocol === 'smtps:';
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    secure: isSecure,
    requireTLS: !isSecure && (url.username !== '' || !isThisMachine(url.hostname)),
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text }) {
      // As objects, so that no comma or bracket in an address makes two of it.
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text });
    },
    close: () => transport.close(),
  };
}

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

/** Over SMTP; a certificate is checked where the address says `smtps:` or the server offers STARTTLS. */
export function createMailer({ smtpUrl, from }: MailConfig): Mailer {
  const url = new URL(smtpUrl);
  const isSecure = url.protocol === 'smtps:';
  const transport = createTransport({
    host: url.hostname,
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    secure: isSecure,
    // A password never crosses a network in the open.
    requireTLS: !isSecure && url.username !== '',
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

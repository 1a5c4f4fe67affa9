import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { AccountId } from '#shared/domain/ids.ts';
import type { MailConfig } from '../config/config.ts';
import type { TestServer } from './test-server.ts';

export interface Letter {
  readonly to: readonly string[];
  /** Headers as they were sent, an empty line, and the words as their reader sees them. */
  readonly text: string;
}

/** A mail server that takes everything and keeps it. */
export interface Mailbox {
  readonly config: MailConfig;
  /** Oldest first. */
  readonly letters: Letter[];
  close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const letters: Letter[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const text = readLetter(Buffer.concat(chunks).toString());
        letters.push({ to: envelope.rcptTo.map(({ address }) => address), text });
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  return {
    config: { smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Venue Check-in <no-reply@example.vn>' },
    letters,
    close: () => new Promise<void>((resolve) => smtp.close(() => resolve())),
  };
}

/** nodemailer writes quoted-printable or base64, whichever is shorter. */
function readLetter(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  return `${head}\r\n\r\n${decodeBody(head, rest.join('\r\n\r\n'))}`;
}

function decodeBody(head: string, body: string): string {
  if (/encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

/** As if somebody had entered the code of the first letter. */
export const confirmAddress = ({ server, now }: TestServer, accountId: AccountId): Promise<void> =>
  server.services.store.transact(async (tx) => {
    await tx.updateTable('accounts').set({ email_verified_at: now }).where('id', '=', accountId).execute();
  });

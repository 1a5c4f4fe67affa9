import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { AccountId } from '#shared/domain/ids.ts';
import type { MailConfig } from '../config/config.ts';
import type { TestServer } from './test-server.ts';

export interface Letter {
  readonly to: readonly string[];
  /** As it was sent, headers too; lines that were broken for the way are whole again. */
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
        const text = Buffer.concat(chunks).toString().replaceAll('=\r\n', '').replaceAll('=3D', '=');
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

/** As if somebody had entered the code of the first letter. */
export const confirmAddress = ({ server, now }: TestServer, accountId: AccountId): Promise<void> =>
  server.services.store.transact(async (tx) => {
    await tx.updateTable('accounts').set({ email_verified_at: now }).where('id', '=', accountId).execute();
  });

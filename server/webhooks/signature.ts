import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** Standard Webhooks: `whsec_` and base64 of 24 to 64 random bytes. */
export const mintSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`;

export interface SignedMessage {
  readonly id: string;
  /** Milliseconds since the Unix epoch; sent as seconds. */
  readonly at: number;
  readonly body: string;
}

/**
 * Headers of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`, one signature per secret, so that receivers can
 * change theirs without missing any.
 */
export function signatureHeaders(message: SignedMessage, secrets: readonly string[]): Record<string, string> {
  const timestamp = Math.floor(message.at / 1_000);
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    const mac = createHmac('sha256', key).update(`${message.id}.${timestamp}.${message.body}`).digest('base64');
    return `v1,${mac}`;
  });
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}

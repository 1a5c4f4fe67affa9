import { EXCHANGE_PATH, exchangeRequestSchema, exchangeResponseSchema } from '#shared/contract/kiosk-sync.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { SyncService } from './service.ts';

/** 500 records of 1 MB of event text in all, escaped once more as JSON. */
const MAX_EXCHANGE_BYTES = 4 * 1024 * 1024;

export function syncRoutes(sync: SyncService): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: EXCHANGE_PATH,
      summary: 'A kiosk brings its events and takes what changed; without events it is the heartbeat',
      auth: 'kiosk',
      input: { body: exchangeRequestSchema },
      output: exchangeResponseSchema,
      trustedOutput: true,
      limits: { bodyBytes: MAX_EXCHANGE_BYTES, rate: 'kiosk' },
      async handler({ kiosk, body }) {
        const answer = await sync.exchange(kiosk, body);
        if (answer.ok) return answer.value;
        const { why, retryAfterMs } = answer.error;
        return refuse(why === 'full' ? 'unavailable' : 'too-many-requests', { retryAfterMs });
      },
    }),
  ];
}

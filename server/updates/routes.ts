import { UPDATE_PART_PATH, updatePartRequestSchema, updatePartResponseSchema } from '#shared/contract/kiosk-update.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { UpdateService } from './service.ts';

export function updateRoutes(updates: UpdateService): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: UPDATE_PART_PATH,
      summary: 'A part of the package that a kiosk was offered; it goes on where it stopped',
      auth: 'kiosk',
      input: { body: updatePartRequestSchema },
      output: updatePartResponseSchema,
      limits: { bodyBytes: 1_024, rate: 'kiosk' },
      handler: async ({ kiosk, body }) => {
        const part = kiosk.standing === 'active' ? await updates.readPart(body) : null;
        return part ? { base64: Buffer.from(part).toString('base64') } : refuse('not-found');
      },
    }),
  ];
}

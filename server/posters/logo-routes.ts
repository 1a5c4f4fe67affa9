import { PORTAL_API } from '#shared/contract/portal-api.ts';
import { logoFactsSchema, logoInputSchema, MAX_LOGO_BYTES } from '#shared/contract/portal-posters.ts';
import { defineRoute, type FileAnswer, fileOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import { type LogoService, viewLogo } from './logo.ts';

const readers = ['owner', 'manager', 'staff', 'auditor'] as const;
const managers = ['owner', 'manager'] as const;
/** Base64 and the JSON around it. */
const LOGO_BODY_BYTES = Math.ceil(MAX_LOGO_BYTES * 1.34) + 1_024;
const BUSY_RETRY_MS = 3_000;

export const logoRoutes = (logos: LogoService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/logo`,
    summary: 'The logo on the organisation’s posters',
    auth: { roles: readers, scope: 'organisation' },
    input: {},
    output: fileOutput('image/png'),
    limits: { bodyBytes: 0, rate: 'read' },
    async handler({ organisationId }) {
      const logo = await logos.find(organisationId);
      if (!logo) return refuse('not-found');
      const file = { contentType: 'image/png', fileName: 'logo.png', disposition: 'inline', body: logo.png } as const;
      return file satisfies FileAnswer;
    },
  }),
  defineRoute({
    method: 'PUT',
    path: `${PORTAL_API}/logo`,
    summary: 'Put a logo on the posters: PNG or JPEG, told by its content and drawn anew',
    auth: { roles: managers, scope: 'organisation' },
    input: { body: logoInputSchema },
    output: logoFactsSchema,
    limits: { bodyBytes: LOGO_BODY_BYTES, rate: 'file' },
    async handler({ organisationId, session, body }) {
      const logo = await logos.upload(organisationId, Buffer.from(body.image, 'base64'), session.accountId);
      if (logo.ok) return { logo: logo.value };
      if (logo.error === 'busy') return refuse('unavailable', { retryAfterMs: BUSY_RETRY_MS });
      return refuse('invalid-input', { fields: { image: logo.error } });
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/logo`,
    summary: 'Take the logo off; it can be put back for a day',
    auth: { roles: managers, scope: 'organisation' },
    input: {},
    output: logoFactsSchema,
    limits: { bodyBytes: 0, rate: 'write' },
    handler: async ({ organisationId, session }) =>
      (await logos.remove(organisationId, session.accountId)) ? { logo: null } : refuse('not-found'),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/logo/restoration`,
    summary: 'Put back the logo that was taken off',
    auth: { roles: managers, scope: 'organisation' },
    input: {},
    output: logoFactsSchema,
    limits: { bodyBytes: 0, rate: 'write' },
    async handler({ organisationId, session }) {
      await logos.restore(organisationId, session.accountId);
      const logo = await logos.find(organisationId);
      return logo ? { logo: viewLogo(logo) } : refuse('not-found');
    },
  }),
];

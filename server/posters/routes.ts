import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  choicesOfQuery,
  entranceListSchema,
  posterChecksSchema,
  posterChoicesSchema,
  posterPageQuerySchema,
  posterPrintSchema,
  posterQuerySchema,
  posterStudioSchema,
  rotationSchema,
} from '#shared/contract/portal-posters.ts';
import type { PosterFile } from '#shared/contract/poster-options.ts';
import {
  type EntranceId,
  entranceIdSchema,
  type OrganisationId,
  type VenueId,
  venueIdSchema,
} from '#shared/domain/ids.ts';
import { defineRoute, type FileAnswer, fileOutput, noOutput, type Route } from '../http/define-route.ts';
import { type Refusal, refuse } from '../http/refusal.ts';
import { posterJobRoutes } from './bulk/routes.ts';
import { logoRoutes } from './logo-routes.ts';
import { FILE_TYPES, type PosterService, type PrintRefusal } from './service.ts';

const readers = ['owner', 'manager', 'staff', 'auditor'] as const;
const managers = ['owner', 'manager'] as const;
const reading = { bodyBytes: 0, rate: 'read' } as const;
const writing = { bodyBytes: 16_384, rate: 'write' } as const;
const deleting = { bodyBytes: 0, rate: 'write' } as const;
const making = { bodyBytes: 0, rate: 'file' } as const;
const venueParams = z.strictObject({ venueId: venueIdSchema });
const entranceParams = z.strictObject({ entranceId: entranceIdSchema });
const ofSeveral = posterQuerySchema.extend({ entrances: entranceListSchema.optional() });

/** Those that were named, or all of the venue's. */
async function idsOf(
  posters: PosterService,
  venue: { readonly organisationId: OrganisationId; readonly venueId: VenueId },
  list: string | undefined,
): Promise<EntranceId[]> {
  if (list !== undefined) return list.split(',') as EntranceId[];
  const studio = await posters.studio(venue.organisationId, venue.venueId);
  return (studio?.entrances ?? []).map(({ entranceId }) => entranceId);
}

/** What fails preflight is a conflict: the page knows from the check what it is. */
const refusePrint = (problem: PrintRefusal): Refusal => refuse(problem === 'faulty' ? 'conflict' : 'not-found');

export const posterRoutes = (posters: PosterService): Route[] => [
  ...studioRoutes(posters),
  ...(['pdf', 'png', 'svg'] as const).map((file) => fileRoute(posters, file)),
  ...printRoutes(posters),
  ...rotationRoutes(posters),
  ...logoRoutes(posters.logos),
  ...posterJobRoutes(posters.jobs),
];

const studioRoutes = (posters: PosterService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/posters`,
    summary: 'The posters of a venue: what was printed, scanned, replaced, and how they look',
    auth: { roles: readers, scope: 'venue' },
    input: { params: venueParams },
    output: posterStudioSchema,
    limits: reading,
    handler: async ({ organisationId, params }) =>
      (await posters.studio(organisationId, params.venueId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'PUT',
    path: `${PORTAL_API}/venues/:venueId/poster-choices`,
    summary: 'Keep how the posters of a venue look',
    auth: { roles: managers, scope: 'venue' },
    input: { params: venueParams, body: posterChoicesSchema },
    output: noOutput,
    limits: writing,
    handler: ({ organisationId, session, params, body }) =>
      posters.saveChoices(params.venueId, body, { organisationId, actor: session.accountId }),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/entrances/:entranceId/poster-page`,
    summary: 'One page of a poster as a picture; counts as no print; a conflict when it cannot be laid out',
    auth: { roles: readers, scope: 'entrance' },
    input: { params: entranceParams, query: posterPageQuerySchema },
    output: fileOutput('image/svg+xml', 'image/png'),
    limits: reading,
    async handler({ params, query }) {
      const drawn = await posters.drawPage(params.entranceId, choicesOfQuery(query), Number(query.page), query.for);
      if (!drawn.ok) return refusePrint(drawn.error);
      const { contentType, bytes: body } = drawn.value;
      return { contentType, fileName: 'poster', disposition: 'inline', body } satisfies FileAnswer;
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/poster-preflight`,
    summary: 'What keeps the posters of some entrances from being printed',
    auth: { roles: readers, scope: 'venue' },
    input: { params: venueParams, query: ofSeveral },
    output: posterChecksSchema,
    limits: reading,
    async handler({ organisationId, params: { venueId }, query: { entrances, ...look } }) {
      const ids = await idsOf(posters, { organisationId, venueId }, entrances);
      return (await posters.check(venueId, ids, choicesOfQuery(look))) ?? refuse('not-found');
    },
  }),
];

const fileRoute = (posters: PosterService, file: PosterFile): Route =>
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/entrances/:entranceId/poster.${file}`,
    summary: `The poster of an entrance as ${file.toUpperCase()}; a conflict when preflight finds a fault`,
    auth: { roles: managers, scope: 'entrance' },
    input: { params: entranceParams, query: posterQuerySchema },
    output: fileOutput(FILE_TYPES[file]),
    limits: making,
    async handler({ organisationId, session, params, query }) {
      const by = { organisationId, actor: session.accountId };
      const printed = await posters.printFile(params.entranceId, choicesOfQuery(query), file, by);
      return printed.ok ? printed.value : refusePrint(printed.error);
    },
  });

const printRoutes = (posters: PosterService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/posters.pdf`,
    summary: 'The posters of several entrances in one PDF',
    auth: { roles: managers, scope: 'venue' },
    input: { params: venueParams, query: ofSeveral },
    output: fileOutput(FILE_TYPES.pdf),
    limits: making,
    async handler({ organisationId, session, params, query: { entrances, ...look } }) {
      const by = { organisationId, actor: session.accountId };
      const ids = await idsOf(posters, { organisationId, venueId: params.venueId }, entrances);
      const printed = await posters.printMany(params.venueId, ids, choicesOfQuery(look), by);
      return printed.ok ? printed.value : refusePrint(printed.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/:venueId/poster-prints`,
    summary: 'Count the posters that the page is about to print',
    auth: { roles: managers, scope: 'venue' },
    input: { params: venueParams, body: posterPrintSchema },
    output: noOutput,
    limits: writing,
    async handler({ organisationId, session, params, body: { entranceIds, choices } }) {
      const by = { organisationId, actor: session.accountId };
      const counted = await posters.countPrints(params.venueId, entranceIds, choices, by);
      return counted.ok ? undefined : refusePrint(counted.error);
    },
  }),
];

const rotationRoutes = (posters: PosterService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/entrances/:entranceId/rotation`,
    summary: 'A new code for an entrance; the old poster works until the end of the grace period',
    auth: { roles: managers, scope: 'entrance' },
    input: { params: entranceParams, body: rotationSchema },
    output: posterStudioSchema,
    limits: writing,
    async handler({ organisationId, session, params, body }) {
      const rotated = await posters.rotate(params.entranceId, body.grace, { organisationId, actor: session.accountId });
      return rotated.ok ? rotated.value : refuse(rotated.error);
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/entrances/:entranceId/rotation`,
    summary: 'Undo the last rotation while its grace period lasts',
    auth: { roles: managers, scope: 'entrance' },
    input: { params: entranceParams },
    output: posterStudioSchema,
    limits: deleting,
    async handler({ organisationId, session, params }) {
      const undone = await posters.undoRotation(params.entranceId, { organisationId, actor: session.accountId });
      return undone.ok ? undone.value : refuse(undone.error);
    },
  }),
];

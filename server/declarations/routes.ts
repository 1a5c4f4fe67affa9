import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  declarationDraftInputSchema,
  declarationDraftSavedSchema,
  declarationPublicationSchema,
  declarationSchema,
} from '#shared/contract/portal-settings.ts';
import { questionSetSchema } from '#shared/domain/declaration.ts';
import type { DraftProblem } from '#shared/domain/declaration-draft.ts';
import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { defineRoute, noOutput, type Route } from '../http/define-route.ts';
import { type Refusal, refuse } from '../http/refusal.ts';
import type { DeclarationEditor, DeclarationScope, PublicationProblem } from './editor.ts';
import type { DeclarationService } from './service.ts';

const managers = ['owner', 'manager'] as const;
const readers = [...managers, 'auditor'] as const;
/** Twelve questions with twelve lines each, in two languages. */
const DRAFT_BYTES = 512 * 1_024;
const venueParams = z.strictObject({ venueId: venueIdSchema });

/** The same for an organisation and for one of its venues. */
export const declarationRoutes = (declarations: DeclarationService): Route[] => [
  ...organisationDraftRoutes(declarations),
  ...organisationRoutes(declarations),
  ...venueDraftRoutes(declarations),
  ...venueRoutes(declarations),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/declaration/versions/:version`,
    summary: 'A declaration as it was once published',
    auth: { roles: readers, scope: 'organisation' },
    input: { params: z.strictObject({ version: z.string().max(40) }) },
    output: questionSetSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ params, organisationId }) =>
      (await declarations.findVersion(organisationId, versionOf(params.version))) ?? refuse('not-found'),
  }),
];

/** 0, which nobody ever published, for what is no number: that it is none is told to nobody who may not ask. */
const versionOf = (text: string): number => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0);

function refusePublication(problem: PublicationProblem): Refusal {
  if (problem === 'conflict') return refuse('conflict');
  const fieldOf = ({ at }: DraftProblem): string => (at === '' ? 'questions' : at);
  return refuse('invalid-input', { fields: Object.fromEntries(problem.map((one) => [fieldOf(one), one.code])) });
}

const ofOrganisation = (organisationId: OrganisationId): DeclarationScope => ({ organisationId, venueId: null });

function organisationDraftRoutes({ editor }: DeclarationService): Route[] {
  const path = `${PORTAL_API}/declaration`;
  const auth = { roles: managers, scope: 'organisation' } as const;
  return [
    defineRoute({
      method: 'PATCH',
      path: `${path}/draft`,
      summary: 'Keep what is being written',
      auth,
      input: { body: declarationDraftInputSchema },
      output: declarationDraftSavedSchema,
      limits: { bodyBytes: DRAFT_BYTES, rate: 'write' },
      async handler({ organisationId, body, session }) {
        const scope = ofOrganisation(organisationId);
        const saved = await editor.save(scope, body.content, body.revision, session.accountId);
        return saved.ok ? saved.value : refuse(saved.error);
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/draft`,
      summary: 'Throw away what is being written',
      auth,
      input: {},
      output: noOutput,
      limits: { bodyBytes: 0, rate: 'write' },
      handler: ({ organisationId }) => editor.discard(ofOrganisation(organisationId)),
    }),
  ];
}

function organisationRoutes({ editor }: DeclarationService): Route[] {
  const path = `${PORTAL_API}/declaration`;
  const auth = { roles: managers, scope: 'organisation' } as const;
  return [
    defineRoute({
      method: 'GET',
      path,
      summary: 'What visitors of the organisation declare, what is being written, and what was before',
      auth: { ...auth, roles: readers },
      input: {},
      output: declarationSchema,
      limits: { bodyBytes: 0, rate: 'read' },
      handler: ({ organisationId }) => editor.view(ofOrganisation(organisationId)),
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/publication`,
      summary: 'Ask what was written, from now on',
      auth,
      input: { body: declarationPublicationSchema },
      output: declarationSchema,
      limits: { bodyBytes: 1_024, rate: 'write' },
      async handler({ organisationId, body, session }) {
        const published = await editor.publish(ofOrganisation(organisationId), body.revision, session.accountId);
        return published.ok ? published.value : refusePublication(published.error);
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/following`,
      summary: 'Ask what comes with the program',
      auth,
      input: {},
      output: declarationSchema,
      limits: { bodyBytes: 0, rate: 'write' },
      handler: ({ organisationId, session }) => editor.follow(ofOrganisation(organisationId), session.accountId),
    }),
  ];
}

/** null becomes `not-found`. */
async function within<T>(
  editor: DeclarationEditor,
  venueId: VenueId,
  act: (scope: DeclarationScope) => Promise<T>,
): Promise<T | Refusal> {
  const scope = await editor.scopeOfVenue(venueId);
  return scope ? act(scope) : refuse('not-found');
}

function venueDraftRoutes({ editor }: DeclarationService): Route[] {
  const path = `${PORTAL_API}/venues/:venueId/declaration`;
  const auth = { roles: managers, scope: 'venue' } as const;
  return [
    defineRoute({
      method: 'PATCH',
      path: `${path}/draft`,
      summary: 'Keep what is being written for the venue',
      auth,
      input: { params: venueParams, body: declarationDraftInputSchema },
      output: declarationDraftSavedSchema,
      limits: { bodyBytes: DRAFT_BYTES, rate: 'write' },
      handler: ({ params, body, session }) =>
        within(editor, params.venueId, async (scope) => {
          const saved = await editor.save(scope, body.content, body.revision, session.accountId);
          return saved.ok ? saved.value : refuse(saved.error);
        }),
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/draft`,
      summary: 'Throw away what is being written for the venue',
      auth,
      input: { params: venueParams },
      output: noOutput,
      limits: { bodyBytes: 0, rate: 'write' },
      handler: ({ params }) => within(editor, params.venueId, (scope) => editor.discard(scope)),
    }),
  ];
}

function venueRoutes({ editor }: DeclarationService): Route[] {
  const path = `${PORTAL_API}/venues/:venueId/declaration`;
  const auth = { roles: managers, scope: 'venue' } as const;
  return [
    defineRoute({
      method: 'GET',
      path,
      summary: 'What visitors of the venue declare, what is being written, and what was before',
      auth: { ...auth, roles: readers },
      input: { params: venueParams },
      output: declarationSchema,
      limits: { bodyBytes: 0, rate: 'read' },
      handler: ({ params }) => within(editor, params.venueId, (scope) => editor.view(scope)),
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/publication`,
      summary: 'Ask at the venue what was written, from now on',
      auth,
      input: { params: venueParams, body: declarationPublicationSchema },
      output: declarationSchema,
      limits: { bodyBytes: 1_024, rate: 'write' },
      handler: ({ params, body, session }) =>
        within(editor, params.venueId, async (scope) => {
          const published = await editor.publish(scope, body.revision, session.accountId);
          return published.ok ? published.value : refusePublication(published.error);
        }),
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/following`,
      summary: 'Ask at the venue what its organisation asks',
      auth,
      input: { params: venueParams },
      output: declarationSchema,
      limits: { bodyBytes: 0, rate: 'write' },
      handler: ({ params, session }) =>
        within(editor, params.venueId, (scope) => editor.follow(scope, session.accountId)),
    }),
  ];
}

import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { insideListSchema } from '#shared/contract/portal-door.ts';
import {
  type Declaration,
  declarationDraftSavedSchema,
  declarationSchema,
  fleetAttentionSchema,
  fleetSchema,
  type NoticeInput,
  noticeListSchema,
  noticeSchema,
  organisationSettingsSchema,
  retentionPreviewSchema,
  type VenueRules,
  type VenueRulesChanges,
  venueRulesSchema,
} from '#shared/contract/portal-settings.ts';
import { questionSetSchema } from '#shared/domain/declaration.ts';
import type { DeclarationDraft } from '#shared/domain/declaration-draft.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { deleteResource, getJson, patchJson, postJson, removeJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

/** null: of the organisation. */
export type DeclarationOwner = VenueId | null;

const pathOf = (owner: DeclarationOwner): string => (owner === null ? '/declaration' : `/venues/${owner}/declaration`);

export function useDeclaration(owner: DeclarationOwner) {
  return useQuery({
    queryKey: queryKeys.declaration(owner),
    queryFn: ({ signal }) => getJson(declarationSchema, pathOf(owner), {}, signal),
    // The page holds what is being written: nothing may take its place behind the writer's back.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

export function useDeclarationVersion(version: number | null) {
  return useQuery({
    queryKey: ['declaration', 'version', version],
    queryFn: ({ signal }) => getJson(questionSetSchema, `/declaration/versions/${version}`, {}, signal),
    enabled: version !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** @throws ProblemError */
export const saveDraft = (owner: DeclarationOwner, content: DeclarationDraft, revision: number) =>
  patchJson(declarationDraftSavedSchema, `${pathOf(owner)}/draft`, { content, revision });

/** Whoever leaves the editor and comes back finds what was saved meanwhile. */
export function useNoteDraft(owner: DeclarationOwner): (draft: Declaration['draft']) => void {
  const client = useQueryClient();
  return useCallback(
    (draft) => client.setQueryData(queryKeys.declaration(owner), (known?: Declaration) => known && { ...known, draft }),
    [client, owner],
  );
}

export function useDiscardDraft(owner: DeclarationOwner) {
  const note = useNoteDraft(owner);
  return useMutation({
    mutationFn: () => deleteResource(`${pathOf(owner)}/draft`),
    onSuccess: () => note(null),
  });
}

export function usePublishDeclaration(owner: DeclarationOwner) {
  return useDeclarationAct(owner, (revision: number) =>
    postJson(declarationSchema, `${pathOf(owner)}/publication`, { revision }),
  );
}

export function useFollowDeclaration(owner: DeclarationOwner) {
  return useDeclarationAct(owner, () => postJson(declarationSchema, `${pathOf(owner)}/following`));
}

function useDeclarationAct<T>(owner: DeclarationOwner, act: (input: T) => Promise<Declaration>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (declaration) => client.setQueryData(queryKeys.declaration(owner), declaration),
  });
}

export function useRules(id: VenueId) {
  return useQuery({
    queryKey: queryKeys.rules(id),
    queryFn: ({ signal }) => getJson(venueRulesSchema, `/venues/${id}/rules`, {}, signal),
  });
}

export function useSaveRules(id: VenueId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (changes: VenueRulesChanges) => patchJson(venueRulesSchema, `/venues/${id}/rules`, changes),
    onSuccess: (rules) => client.setQueryData(queryKeys.rules(id), rules),
  });
}

export function useRetentionPreview(id: VenueId, days: Pick<VenueRules, 'contactDays' | 'healthDays'> | null) {
  return useQuery({
    queryKey: [...queryKeys.rules(id), 'preview', days],
    queryFn: ({ signal }) =>
      getJson(
        retentionPreviewSchema,
        `/venues/${id}/rules/preview`,
        { contactDays: String(days?.contactDays), healthDays: String(days?.healthDays) },
        signal,
      ),
    enabled: days !== null,
    staleTime: 0,
  });
}

export function useOrganisation() {
  return useQuery({
    queryKey: queryKeys.organisation,
    queryFn: ({ signal }) => getJson(organisationSettingsSchema, '/organisation', {}, signal),
  });
}

export function useSaveOrganisation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (changes: { readonly name?: string; readonly language?: Language }) =>
      patchJson(organisationSettingsSchema, '/organisation', changes),
    onSuccess: (settings) => {
      client.setQueryData(queryKeys.organisation, settings);
      // Its name stands in the header.
      void client.invalidateQueries({ queryKey: queryKeys.me });
    },
  });
}

export function useNotices() {
  return useQuery({
    queryKey: queryKeys.notices,
    queryFn: async ({ signal }) => (await getJson(noticeListSchema, '/notices', {}, signal)).notices,
  });
}

type NoticeAct =
  | { readonly act: 'publish'; readonly input: NoticeInput }
  | { readonly act: 'change'; readonly id: string; readonly input: NoticeInput }
  | { readonly act: 'withdraw' | 'restore'; readonly id: string };

export function useNoticeAct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (what: NoticeAct) => {
      switch (what.act) {
        case 'publish':
          return postJson(noticeSchema, '/notices', what.input);
        case 'change':
          return patchJson(noticeSchema, `/notices/${what.id}`, what.input);
        case 'withdraw':
          return postJson(noticeSchema, `/notices/${what.id}/withdrawal`);
        case 'restore':
          return removeJson(noticeSchema, `/notices/${what.id}/withdrawal`);
      }
    },
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.notices }),
  });
}

/** Who is inside, at hand for as long as the portal is open: when it is needed the network may be gone. */
export const prefetchInside = (client: QueryClient, id: VenueId): Promise<void> =>
  client.prefetchQuery({
    queryKey: queryKeys.inside(id),
    queryFn: ({ signal }) => getJson(insideListSchema, `/venues/${id}/inside`, {}, signal),
    gcTime: Number.POSITIVE_INFINITY,
  });

const FLEET_REFETCH_MS = 15_000;
const ATTENTION_REFETCH_MS = 60_000;

export function useFleet() {
  return useQuery({
    queryKey: queryKeys.fleet,
    queryFn: ({ signal }) => getJson(fleetSchema, '/fleet', {}, signal),
    refetchInterval: FLEET_REFETCH_MS,
  });
}

export function useFleetAttention() {
  return useQuery({
    queryKey: queryKeys.fleetAttention,
    queryFn: async ({ signal }) => (await getJson(fleetAttentionSchema, '/fleet/attention', {}, signal)).kiosks,
    refetchInterval: ATTENTION_REFETCH_MS,
    staleTime: ATTENTION_REFETCH_MS,
  });
}

import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  type invitationAcceptanceSchema,
  invitationDetailsSchema,
  type invitationInputSchema,
  oneTimeLinkSchema,
  peopleSchema,
} from '#shared/contract/portal-account.ts';
import { meSchema } from '#shared/contract/portal-api.ts';
import type { AccountId } from '#shared/domain/ids.ts';
import type { OrganisationRole } from '#shared/domain/roles.ts';
import { deleteResource, getJson, patchJson, postJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

export function usePeople() {
  return useQuery({
    queryKey: queryKeys.people,
    queryFn: ({ signal }) => getJson(peopleSchema, '/people', {}, signal),
  });
}

const refresh = (client: QueryClient) => client.invalidateQueries({ queryKey: queryKeys.people });

export function useInvite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (invitation: z.infer<typeof invitationInputSchema>) =>
      postJson(oneTimeLinkSchema, '/invitations', invitation),
    onSuccess: () => refresh(client),
    // A one-time secret: forgotten with the screen that shows it.
    gcTime: 0,
  });
}

export function useWithdrawInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => deleteResource(`/invitations/${id}`),
    onSettled: () => refresh(client),
  });
}

export function useChangeRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, role }: { readonly id: AccountId; readonly role: OrganisationRole }) =>
      patchJson(peopleSchema, `/people/${id}`, { role }),
    onSuccess: (people) => client.setQueryData(queryKeys.people, people),
  });
}

export function useRemoveMember() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: AccountId) => deleteResource(`/people/${id}`),
    onSuccess: () => refresh(client),
  });
}

export function useResetMember() {
  return useMutation({
    mutationFn: ({ id, secondFactors }: { readonly id: AccountId; readonly secondFactors: boolean }) =>
      postJson(oneTimeLinkSchema, `/people/${id}/reset`, { secondFactors }),
    gcTime: 0,
  });
}

export function useInvitation(token: string) {
  return useQuery({
    queryKey: ['invitation', token],
    queryFn: () => postJson(invitationDetailsSchema, '/invitation-details', { token }),
    retry: false,
    gcTime: 0,
  });
}

export function useAcceptInvitation() {
  return useMutation({
    mutationFn: (acceptance: z.input<typeof invitationAcceptanceSchema>) =>
      postJson(meSchema, '/invitation-acceptances', acceptance),
    // Whoever was here before may have been somebody else: the app starts anew.
    onSuccess: () => globalThis.location.replace('/venues'),
    gcTime: 0,
  });
}

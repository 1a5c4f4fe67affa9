import { type QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { oneTimeLinkSchema } from '#shared/contract/portal-account.ts';
import { meSchema } from '#shared/contract/portal-api.ts';
import {
  boardSchema,
  type officerAcceptanceSchema,
  officerInvitationDetailsSchema,
  type officerInvitationInputSchema,
  officersSchema,
  remindedSchema,
  reminderMeansSchema,
  type remindInputSchema,
  venueWardSchema,
  type WardVenueQuery,
  wardSchema,
  wardVenueDetailSchema,
  wardVenuePageSchema,
} from '#shared/contract/portal-ward.ts';
import type { AccountId, VenueId } from '#shared/domain/ids.ts';
import { ABOVE_THE_PAGE } from './above-the-page.ts';
import { deleteResource, getJson, postAct, postJson } from './client.ts';

/** All that is loaded of it. */
const WARD = ['ward'] as const;
const refresh = (client: QueryClient) => client.invalidateQueries({ queryKey: WARD });

export const useWard = () =>
  useQuery({
    queryKey: [...WARD, 'units'],
    queryFn: ({ signal }) => getJson(wardSchema, '/ward', {}, signal),
    staleTime: 5 * 60_000,
  });

export const useBoard = (unit: string | undefined) =>
  useQuery({
    queryKey: [...WARD, 'board', unit],
    queryFn: ({ signal }) => getJson(boardSchema, '/ward/board', { unit }, signal),
    refetchInterval: 60_000,
    placeholderData: (before) => before,
  });

export const useWardVenues = (query: Omit<WardVenueQuery, 'after'>) =>
  useInfiniteQuery({
    queryKey: [...WARD, 'venues', query],
    queryFn: ({ signal, pageParam }) =>
      getJson(wardVenuePageSchema, '/ward/venues', { ...query, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });

export const useWardVenue = (id: VenueId) =>
  useQuery({
    queryKey: [...WARD, 'venue', id],
    queryFn: ({ signal }) => getJson(wardVenueDetailSchema, `/ward/venues/${id}`, {}, signal),
  });

export function useVerify(id: VenueId) {
  const client = useQueryClient();
  const path = `/ward/venues/${id}/verification`;
  return useMutation({
    mutationFn: (isSeen: boolean) => (isSeen ? postAct(path) : deleteResource(path)),
    onSuccess: () => refresh(client),
  });
}

export const useReminderMeans = () =>
  useQuery({
    queryKey: [...WARD, 'means'],
    queryFn: ({ signal }) => getJson(reminderMeansSchema, '/ward/reminders', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export function useRemind() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: z.infer<typeof remindInputSchema>) => postJson(remindedSchema, '/ward/reminders', order),
    onSuccess: () => refresh(client),
  });
}

export function useUndoReminders() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[]) => postAct('/ward/reminders/undo', { ids }),
    onSuccess: () => refresh(client),
  });
}

export const useVenueWard = (id: VenueId) =>
  useQuery({
    queryKey: ['venue', id, 'ward'],
    queryFn: ({ signal }) => getJson(venueWardSchema, `/venues/${id}/ward`, {}, signal),
    staleTime: 60_000,
    meta: ABOVE_THE_PAGE,
  });

export const useOfficers = () =>
  useQuery({
    queryKey: [...WARD, 'officers'],
    queryFn: ({ signal }) => getJson(officersSchema, '/ward/officers', {}, signal),
  });

export function useInviteOfficer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (invitation: z.infer<typeof officerInvitationInputSchema>) =>
      postJson(oneTimeLinkSchema, '/ward/invitations', invitation),
    onSuccess: () => refresh(client),
    // A one-time secret: forgotten with the screen that shows it.
    gcTime: 0,
  });
}

export function useWithdrawOfficerInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => postAct('/ward/invitations/withdrawal', { id }),
    onSettled: () => refresh(client),
  });
}

export function useRemoveOfficer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (accountId: AccountId) => postJson(officersSchema, '/ward/officers/removal', { accountId }),
    onSuccess: () => refresh(client),
  });
}

export function useOfficerInvitation(token: string) {
  return useQuery({
    queryKey: ['officer-invitation', token],
    queryFn: () => postJson(officerInvitationDetailsSchema, '/ward/invitation-details', { token }),
    retry: false,
    gcTime: 0,
  });
}

export function useAcceptOfficerInvitation() {
  return useMutation({
    mutationFn: (acceptance: z.input<typeof officerAcceptanceSchema>) =>
      postJson(meSchema, '/ward/invitation-acceptances', acceptance),
    // Whoever was here before may have been somebody else: the app starts anew.
    onSuccess: () => globalThis.location.replace('/ward'),
    gcTime: 0,
  });
}

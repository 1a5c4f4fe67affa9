import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { passwordSignInSchema } from '#shared/contract/portal-account.ts';
import { type Me, meSchema, type Registration, registrationResultSchema } from '#shared/contract/portal-api.ts';
import type { Role } from '#shared/domain/roles.ts';
import { getJson, postJson } from './client.ts';
import { finishLeaving, isLeaving, markLeaving } from './leaving.ts';
import { endOfflineCopy } from './offline-copy.ts';
import { proveByPasskey } from './passkeys.ts';
import { ProblemError } from './problem-error.ts';
import { forgetPerson } from './query-client.ts';
import { queryKeys } from './query-keys.ts';

/** How often the server is told again that somebody left who could not tell it. */
const LEAVE_EVERY_MS = 5_000;

/** Who is signed in; null when nobody is. */
export function useMe() {
  return useQuery({
    queryKey: queryKeys.me,
    queryFn: ({ signal }) => findMe(signal),
    staleTime: 60_000,
    refetchInterval: () => (isLeaving() ? LEAVE_EVERY_MS : false),
  });
}

async function findMe(signal: AbortSignal): Promise<Me | null> {
  try {
    if (isLeaving()) await finishLeaving();
    return await getJson(meSchema, '/me', {}, signal);
  } catch (error) {
    if (isLeaving() || (error instanceof ProblemError && error.code === 'not-signed-in')) return null;
    throw error;
  }
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: z.infer<typeof passwordSignInSchema>) => postJson(meSchema, '/sessions', input),
    onSuccess: (me) => startSession(client, me),
  });
}

export function usePasskeySignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => proveByPasskey(meSchema, '/sessions/passkey-options', '/sessions/passkey'),
    onSuccess: (me) => startSession(client, me),
  });
}

export function useRegister() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Registration) => postJson(registrationResultSchema, '/registrations', input),
    onSuccess: ({ me, venue }) => {
      startSession(client, me);
      client.setQueryData(queryKeys.venue(venue.id), venue);
    },
  });
}

/**
 * Starts the app anew: nothing that the person before saw may stay in memory. Where the server cannot be reached, which is
 * what gives the app, the page at least forgets, and lets nobody in before the server was told.
 */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => {
      markLeaving(true);
      return finishLeaving();
    },
    onSuccess: async () => {
      await endOfflineCopy();
      globalThis.location.assign('/sign-in?signed-out');
    },
    onError: () => {
      void endOfflineCopy();
      forgetPerson(client);
    },
  });
}

/** Whoever was here before may have been somebody else. */
function startSession(client: ReturnType<typeof useQueryClient>, me: Me): void {
  forgetPerson(client);
  // The session before, if there was one, ended as this one began.
  markLeaving(false);
  client.setQueryData(queryKeys.me, me);
}

/** Owners and managers change the venue; staff and auditors read. The server decides, this only hides what it would refuse. */
export const canManage = (me: Me): boolean => me.role === 'owner' || me.role === 'manager';

/** What binds the organisation: people, other programs, incidents. */
export const isOwner = (me: Me): boolean => me.role === 'owner';

/** Who works at the door: calls, the list of who is inside, checking people out. Auditors only read. */
export const canAttend = (me: Me): boolean => canManage(me) || me.role === 'staff';

/** Where somebody's work begins. */
export const homeOf = ({ role }: Me): string => (OFFICERS.has(role) ? '/ward' : '/venues');

const OFFICERS: ReadonlySet<Role> = new Set(['ward-officer', 'city-officer', 'province-officer', 'volunteer']);

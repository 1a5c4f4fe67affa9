import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { passwordSignInSchema } from '#shared/contract/portal-account.ts';
import { type Me, meSchema, type Registration, registrationResultSchema } from '#shared/contract/portal-api.ts';
import type { Role } from '#shared/domain/roles.ts';
import { deleteResource, getJson, postJson } from './client.ts';
import { endOfflineCopy } from './offline-copy.ts';
import { proveByPasskey } from './passkeys.ts';
import { ProblemError } from './problem-error.ts';
import { queryKeys } from './query-keys.ts';

/** Who is signed in; null when nobody is. */
export function useMe() {
  return useQuery({ queryKey: queryKeys.me, queryFn: ({ signal }) => findMe(signal), staleTime: 60_000 });
}

async function findMe(signal: AbortSignal): Promise<Me | null> {
  try {
    return await getJson(meSchema, '/me', {}, signal);
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not-signed-in') return null;
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

/** Starts the app anew: nothing that the person before saw may stay in memory. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => deleteResource('/sessions/current'),
    onSuccess: async () => {
      await endOfflineCopy();
      globalThis.location.assign('/sign-in?signed-out');
    },
  });
}

/** Whoever was here before may have been somebody else. */
function startSession(client: ReturnType<typeof useQueryClient>, me: Me): void {
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKeys.me[0] });
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

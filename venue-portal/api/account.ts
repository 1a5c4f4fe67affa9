import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type AccountSecurity,
  accountEventsSchema,
  accountSecuritySchema,
  recoveryCodesSchema,
  sessionListSchema,
  totpEnrolmentSchema,
} from '#shared/contract/portal-account.ts';
import { deleteResource, getJson, patchJson, postAct, postJson } from './client.ts';
import { makePasskey, proveByPasskey } from './passkeys.ts';
import { queryKeys } from './query-keys.ts';

export function useSecurity() {
  return useQuery({
    queryKey: queryKeys.security,
    queryFn: ({ signal }) => getJson(accountSecuritySchema, '/account/security', {}, signal),
  });
}

export function useAccountEvents() {
  return useQuery({
    queryKey: queryKeys.accountEvents,
    queryFn: async ({ signal }) => (await getJson(accountEventsSchema, '/account/events', {}, signal)).events,
    // Most of what changes is changed on this very page.
    staleTime: 0,
  });
}

export function useSessions() {
  return useQuery({
    queryKey: queryKeys.sessions,
    queryFn: async ({ signal }) => (await getJson(sessionListSchema, '/account/sessions', {}, signal)).sessions,
  });
}

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => deleteResource(`/account/sessions/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.sessions }),
  });
}

/** This one too: starts the app anew. */
export function useEndAllSessions() {
  return useMutation({
    mutationFn: () => deleteResource('/account/sessions'),
    onSuccess: () => globalThis.location.assign('/sign-in?signed-out'),
  });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => postAct('/account/password', { password }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.sessions }),
        client.invalidateQueries({ queryKey: queryKeys.accountEvents }),
      ]),
    // A password is nothing to keep in memory.
    gcTime: 0,
  });
}

export function useEnrolTotp() {
  return useMutation({ mutationFn: () => postJson(totpEnrolmentSchema, '/account/totp'), gcTime: 0 });
}

/** @returns the recovery codes, shown once. The page learns of the app only when they are put away. */
export function useConfirmTotp() {
  return useMutation({
    mutationFn: async (code: string) =>
      (await postJson(recoveryCodesSchema, '/account/totp/confirmation', { code })).codes,
    gcTime: 0,
  });
}

export function useRenewRecoveryCodes() {
  return useMutation({
    mutationFn: async () => (await postJson(recoveryCodesSchema, '/account/recovery-codes')).codes,
    gcTime: 0,
  });
}

export function useRemoveTotp() {
  const refresh = useRefreshSecurity();
  return useMutation({
    mutationFn: () => deleteResource('/account/totp'),
    onSuccess: refresh,
  });
}

/** How one signs in is loaded anew, and the list of its changes with it. */
export function useRefreshSecurity() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: queryKeys.security }),
      client.invalidateQueries({ queryKey: queryKeys.accountEvents }),
    ]);
}

function useSecurityChange<V>(change: (input: V) => Promise<AccountSecurity>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (security) => client.setQueryData(queryKeys.security, security),
  });
}

/** Its answer may hold recovery codes, shown once. */
export function useAddPasskey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => makePasskey(name),
    onSuccess: ({ security }) => {
      client.setQueryData(queryKeys.security, security);
      return client.invalidateQueries({ queryKey: queryKeys.accountEvents });
    },
    gcTime: 0,
  });
}

export const useRenamePasskey = () =>
  useSecurityChange(({ id, name }: { readonly id: string; readonly name: string }) =>
    patchJson(accountSecuritySchema, `/account/passkeys/${id}`, { name }),
  );

export function useRemovePasskey() {
  const refresh = useRefreshSecurity();
  return useMutation({
    mutationFn: (id: string) => deleteResource(`/account/passkeys/${id}`),
    onSuccess: refresh,
  });
}

const VERIFICATION = '/sessions/current/verification';

export function useVerify() {
  return useMutation({
    mutationFn: (proof: { readonly password: string; readonly code?: string | undefined }) =>
      postAct(VERIFICATION, proof),
    gcTime: 0,
  });
}

export function useVerifyByPasskey() {
  return useMutation({
    mutationFn: () => proveByPasskey(z.unknown(), `${VERIFICATION}/passkey-options`, `${VERIFICATION}/passkey`),
  });
}

export function useRequestRecovery() {
  return useMutation({
    mutationFn: (request: { readonly email: string; readonly language: string }) => postAct('/recoveries', request),
  });
}

export function useRedeemResetLink() {
  return useMutation({
    mutationFn: (redemption: { readonly token: string; readonly password: string }) =>
      postAct('/recoveries/redemption', redemption),
    gcTime: 0,
  });
}

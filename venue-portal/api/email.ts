import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type EmailStanding, emailStandingSchema } from '#shared/contract/portal-account.ts';
import { getJson, postJson, putJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

const PATH = '/account/email';

export function useEmailStanding() {
  return useQuery({
    queryKey: queryKeys.email,
    queryFn: ({ signal }) => getJson(emailStandingSchema, PATH, {}, signal),
  });
}

/** What the account's page says of the address follows: who one is, and what was changed. */
function useEmailAct<V>(act: (input: V) => Promise<EmailStanding>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (standing) => {
      client.setQueryData(queryKeys.email, standing);
      return Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.me }),
        client.invalidateQueries({ queryKey: queryKeys.accountEvents }),
      ]);
    },
  });
}

export const useSendCode = () => useEmailAct(() => postJson(emailStandingSchema, `${PATH}/codes`));

export const useConfirmEmail = () =>
  useEmailAct((code: string) => postJson(emailStandingSchema, `${PATH}/confirmation`, { code }));

export const useChangeEmail = () => useEmailAct((email: string) => putJson(emailStandingSchema, PATH, { email }));

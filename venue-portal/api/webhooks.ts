import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type ApiTokenInput,
  apiTokenListSchema,
  deliveryListSchema,
  newApiTokenSchema,
  type WebhookInput,
  webhookListSchema,
  webhookSchema,
  webhookSecretSchema,
} from '#shared/contract/portal-integrations.ts';
import { deleteResource, getJson, patchJson, postAct, postJson } from './client.ts';

const keys = {
  tokens: ['api-tokens'],
  webhooks: ['webhooks'],
  deliveries: (id: string) => ['webhooks', id, 'deliveries'],
} as const;

export const useApiTokens = () =>
  useQuery({ queryKey: keys.tokens, queryFn: ({ signal }) => getJson(apiTokenListSchema, '/api-tokens', {}, signal) });

export function useMakeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: ApiTokenInput) => postJson(newApiTokenSchema, '/api-tokens', input),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
    // A one-time secret: forgotten with the screen that shows it.
    gcTime: 0,
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => deleteResource(`/api-tokens/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}

export const useWebhooks = () =>
  useQuery({
    queryKey: keys.webhooks,
    queryFn: ({ signal }) => getJson(webhookListSchema, '/webhooks', {}, signal),
    refetchInterval: 15_000,
  });

const refresh = (client: QueryClient) => client.invalidateQueries({ queryKey: keys.webhooks });

export function useMakeWebhook() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: WebhookInput) => postJson(webhookSecretSchema, '/webhooks', input),
    onSuccess: () => refresh(client),
    gcTime: 0,
  });
}

export function useRotateSecret() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => postJson(webhookSecretSchema, `/webhooks/${id}/secret`),
    onSuccess: () => refresh(client),
    gcTime: 0,
  });
}

export function useWebhookAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (act: 'enable' | 'disable' | 'test' | 'remove'): Promise<void> => {
      if (act === 'remove') await deleteResource(`/webhooks/${id}`);
      else if (act === 'test') await postJson(webhookSchema, `/webhooks/${id}/test`);
      else await patchJson(webhookSchema, `/webhooks/${id}`, { enabled: act === 'enable' });
    },
    onSettled: () => refresh(client),
  });
}

const LOOK_MS = 3_000;

export const useDeliveries = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: keys.deliveries(id),
    queryFn: ({ signal }) => getJson(deliveryListSchema, `/webhooks/${id}/deliveries`, {}, signal),
    refetchInterval: LOOK_MS,
    enabled,
  });

export function useResend(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (deliveryId: string) => postAct(`/webhooks/${id}/deliveries/${deliveryId}/resend`),
    onSettled: () => refresh(client),
  });
}

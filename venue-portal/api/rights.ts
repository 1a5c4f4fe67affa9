import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { visitReadersSchema } from '#shared/contract/portal-audit.ts';
import {
  type PersonKey,
  personMatchesSchema,
  type RefusalReason,
  type RightsCorrectionInput,
  type RightsRequestInput,
  rightsDetailSchema,
  rightsListSchema,
} from '#shared/contract/portal-rights.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { ABOVE_THE_PAGE } from './above-the-page.ts';
import { getJson, postJson } from './client.ts';
import { downloadByPost } from './download.ts';

const keys = { list: ['rights'], one: (id: string) => ['rights', id] } as const;
const REFETCH_MS = 60_000;

export const useRightsList = () =>
  useQuery({
    queryKey: keys.list,
    queryFn: ({ signal }) => getJson(rightsListSchema, '/rights-requests', {}, signal),
    refetchInterval: REFETCH_MS,
    meta: ABOVE_THE_PAGE,
  });

/** Who asks is opened by it, and that is in the trail: not asked for again by itself. */
export const useRightsRequest = (id: string) =>
  useQuery({
    queryKey: keys.one(id),
    queryFn: ({ signal }) => getJson(rightsDetailSchema, `/rights-requests/${id}`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export function useReceiveRequest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: RightsRequestInput) => postJson(rightsDetailSchema, '/rights-requests', input),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.list, exact: true }),
  });
}

export type RightsAct =
  | { readonly act: 'acknowledgement' | 'extension' }
  | { readonly act: 'refusal'; readonly reason: RefusalReason }
  | { readonly act: 'erasure'; readonly visitIds: readonly VisitId[] }
  | ({ readonly act: 'correction' } & RightsCorrectionInput);

export function useRightsAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, ...body }: RightsAct) => postJson(rightsDetailSchema, `/rights-requests/${id}/${act}`, body),
    onSuccess: (detail) => {
      client.setQueryData(keys.one(id), detail);
      return client.invalidateQueries({ queryKey: keys.list, exact: true });
    },
  });
}

export const useFindMatches = (id: string) =>
  useMutation({
    mutationFn: (key: PersonKey) => postJson(personMatchesSchema, `/rights-requests/${id}/matches`, key),
    gcTime: 0,
  });

export function useAnswerFile(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: { visitIds: readonly VisitId[]; format: 'pdf' | 'json'; language: Language }) =>
      downloadByPost(`/rights-requests/${id}/answer`, order),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.list }),
  });
}

/** Each question is in the trail. */
export const useVisitReaders = (visitId: VisitId) =>
  useQuery({
    queryKey: ['readers', visitId],
    queryFn: ({ signal }) => getJson(visitReadersSchema, `/visits/${visitId}/readers`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

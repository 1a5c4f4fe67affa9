import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type AuditFilter,
  auditFiltersSchema,
  auditPageSchema,
  chainCheckSchema,
  type IncidentEntryInput,
  type IncidentInput,
  incidentDetailSchema,
  incidentListSchema,
} from '#shared/contract/portal-audit.ts';
import type { Language } from '#shared/domain/language.ts';
import { apiPath, getJson, postJson } from './client.ts';
import { downloadByPost } from './download.ts';

const keys = {
  pages: (filter: AuditFilter) => ['audit', 'pages', filter],
  filters: ['audit', 'filters'],
  check: ['audit', 'check'],
  incidents: ['incidents'],
  incident: (id: string) => ['incidents', id],
} as const;

export const useAuditPages = (filter: AuditFilter) =>
  useInfiniteQuery({
    queryKey: keys.pages(filter),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => getJson(auditPageSchema, '/audit', { ...filter, before: pageParam }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const useAuditFilters = () =>
  useQuery({
    queryKey: keys.filters,
    queryFn: ({ signal }) => getJson(auditFiltersSchema, '/audit/filters', {}, signal),
  });

export const auditFileUrl = (filter: AuditFilter, format: 'csv' | 'xlsx', language: Language): string =>
  apiPath('/audit/file', { ...filter, format, language });

const LOOK_MS = 500;

export const useChainCheck = () =>
  useQuery({
    queryKey: keys.check,
    queryFn: ({ signal }) => getJson(chainCheckSchema, '/audit/check', {}, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_MS : false),
  });

export function useBeginCheck() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => postJson(chainCheckSchema, '/audit/check'),
    onSuccess: (check) => client.setQueryData(keys.check, check),
  });
}

export const useIncidents = () =>
  useQuery({
    queryKey: keys.incidents,
    queryFn: ({ signal }) => getJson(incidentListSchema, '/incidents', {}, signal),
    refetchInterval: 60_000,
  });

export const useIncident = (id: string) =>
  useQuery({
    queryKey: keys.incident(id),
    queryFn: ({ signal }) => getJson(incidentDetailSchema, `/incidents/${id}`, {}, signal),
  });

export function useOpenIncident() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: IncidentInput) => postJson(incidentDetailSchema, '/incidents', input),
    onSuccess: (incident) => {
      client.setQueryData(keys.incident(incident.id), incident);
      return client.invalidateQueries({ queryKey: keys.incidents, exact: true });
    },
  });
}

export function useAddEntry(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (entry: IncidentEntryInput) => postJson(incidentDetailSchema, `/incidents/${id}/entries`, entry),
    onSuccess: (incident) => {
      client.setQueryData(keys.incident(id), incident);
      return client.invalidateQueries({ queryKey: keys.incidents, exact: true });
    },
  });
}

export function useContactsFile(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (language: Language) => downloadByPost(`/incidents/${id}/contacts`, { language }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.incident(id) }),
  });
}

import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { meSchema, type VenueInput } from '#shared/contract/portal-api.ts';
import { type closureInputSchema, ownClosuresSchema } from '#shared/contract/portal-closures.ts';
import {
  type CaseState,
  caseListSchema,
  claimDetailsSchema,
  claimedSchema,
  type claimInputSchema,
  claimSlipSchema,
  type InspectionInput,
  inspectionListSchema,
  inspectionRoundSchema,
  inspectionSchema,
  onBehalfListSchema,
  type ownerCaseInputSchema,
  type wardCaseInputSchema,
} from '#shared/contract/portal-ward-cases.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { apiPath, getJson, postJson } from './client.ts';

const WARD = ['ward'] as const;
const refresh = (client: QueryClient) => client.invalidateQueries({ queryKey: WARD });

export const useRound = (unit: string | undefined) =>
  useQuery({
    queryKey: [...WARD, 'round', unit],
    queryFn: ({ signal }) => getJson(inspectionRoundSchema, '/ward/inspection-round', { unit }, signal),
    staleTime: 60_000,
  });

export const sendInspection = (input: InspectionInput) => postJson(inspectionSchema, '/ward/inspections', input);

export const useInspections = (id: VenueId) =>
  useQuery({
    queryKey: [...WARD, 'inspections', id],
    queryFn: ({ signal }) => getJson(inspectionListSchema, `/ward/venues/${id}/inspections`, {}, signal),
  });

export const useRegistrations = () =>
  useQuery({
    queryKey: [...WARD, 'registrations'],
    queryFn: ({ signal }) => getJson(onBehalfListSchema, '/ward/registrations', {}, signal),
  });

export function useRegisterFor() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (venue: VenueInput) => postJson(claimSlipSchema, '/ward/registrations', venue),
    onSuccess: () => refresh(client),
    // A one-time secret: forgotten with the screen that shows it.
    gcTime: 0,
  });
}

export function useReissueSlip() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (venueId: VenueId) => postJson(claimSlipSchema, '/ward/claim-codes', { venueId }),
    onSuccess: () => refresh(client),
    gcTime: 0,
  });
}

export const claimPostersPath = (venueId: VenueId): string => apiPath('/ward/posters.pdf', { venueId });

export const useClaimDetails = () =>
  useMutation({ mutationFn: (code: string) => postJson(claimDetailsSchema, '/claim-details', { code }), gcTime: 0 });

export const useClaim = () =>
  useMutation({
    mutationFn: (claim: z.input<typeof claimInputSchema>) => postJson(meSchema, '/claims', claim),
    // Whoever was here before may have been somebody else: the app starts anew.
    onSuccess: () => globalThis.location.replace('/venues'),
    gcTime: 0,
  });

export const useClaimForOwn = () =>
  useMutation({
    mutationFn: (code: string) => postJson(claimedSchema, '/claims/own', { code }),
    onSuccess: ({ venueId }) => globalThis.location.replace(`/venues/${venueId}`),
    gcTime: 0,
  });

const casesKey = [...WARD, 'cases'] as const;

export const useWardCases = (state: CaseState | undefined) =>
  useQuery({
    queryKey: [...casesKey, state],
    queryFn: ({ signal }) => getJson(caseListSchema, '/ward/cases', { state }, signal),
  });

function useCaseAct<I>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: I) => postJson(caseListSchema, path, input),
    onSuccess: () => refresh(client),
  });
}

export const useAnswerCase = () => useCaseAct<{ readonly id: string; readonly answer: string }>('/ward/cases/answer');
export const useForwardCase = () => useCaseAct<{ readonly id: string }>('/ward/cases/forward');
export const useCloseVenue = () => useCaseAct<z.input<typeof closureInputSchema>>('/ward/closures');
export const useUndoClosure = () => useCaseAct<{ readonly id: string }>('/ward/closures/undo');
export const useRaiseCase = () => useCaseAct<z.input<typeof wardCaseInputSchema>>('/ward/cases');

export const useVenueCases = (id: VenueId) =>
  useQuery({
    queryKey: ['venue', id, 'cases'],
    queryFn: ({ signal }) => getJson(caseListSchema, `/venues/${id}/cases`, {}, signal),
  });

export function useTellWard(id: VenueId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: z.input<typeof ownerCaseInputSchema>) => postJson(caseListSchema, `/venues/${id}/cases`, input),
    onSuccess: (cases) => client.setQueryData(['venue', id, 'cases'], cases),
  });
}

export const useOwnClosures = () =>
  useQuery({
    queryKey: ['ward-closures'],
    queryFn: ({ signal }) => getJson(ownClosuresSchema, '/ward-closures', {}, signal),
    staleTime: 60_000,
  });

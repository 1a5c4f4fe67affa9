import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { kioskListSchema, kioskSchema, pairingCodeSchema } from '#shared/contract/portal-api.ts';
import type { KioskChanges } from '#shared/contract/portal-settings.ts';
import type { EntranceId, KioskId, VenueId } from '#shared/domain/ids.ts';
import { getJson, patchJson, postJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

/** @param refetchMs how often to look again: often while a pairing code is on screen. */
export function useKiosks(id: VenueId, refetchMs: number) {
  return useQuery({
    queryKey: queryKeys.kiosks(id),
    queryFn: async ({ signal }) => (await getJson(kioskListSchema, `/venues/${id}/kiosks`, {}, signal)).kiosks,
    refetchInterval: refetchMs,
  });
}

export function useCreatePairingCode() {
  return useMutation({
    mutationFn: (entranceId: EntranceId) => postJson(pairingCodeSchema, `/entrances/${entranceId}/pairing-codes`),
    // A one-time secret: forgotten as soon as the screen that shows it is gone.
    gcTime: 0,
  });
}

export function useConfirmKiosk(venueId: VenueId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: KioskId) => postJson(kioskSchema, `/kiosks/${id}/confirmation`),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.kiosks(venueId) }),
  });
}

export function useChangeKiosk(venueId: VenueId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...changes }: KioskChanges & { readonly id: KioskId }) =>
      patchJson(kioskSchema, `/kiosks/${id}`, changes),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.kiosks(venueId) }),
  });
}

export function useRevokeKiosk(venueId: VenueId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: KioskId) => postJson(kioskSchema, `/kiosks/${id}/revocation`),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.kiosks(venueId) }),
  });
}

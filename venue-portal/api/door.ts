import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { KioskMode } from '#shared/contract/kiosk-settings.ts';
import {
  type DoorChanges,
  type DoorSettings,
  doorSettingsSchema,
  issuedStaffCardSchema,
  staffCardListSchema,
  staffCardSchema,
} from '#shared/contract/portal-door.ts';
import type { EntranceId, StaffCardId, VenueId } from '#shared/domain/ids.ts';
import { getJson, patchJson, postJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

export function useDoor(id: VenueId) {
  return useQuery({
    queryKey: queryKeys.door(id),
    queryFn: ({ signal }) => getJson(doorSettingsSchema, `/venues/${id}/door`, {}, signal),
  });
}

/** What one section of the page changes: settings of the venue, and which way single entrances go. */
export interface DoorSave extends DoorChanges {
  readonly modes?: readonly { readonly id: EntranceId; readonly mode: KioskMode }[];
}

export function useSaveDoor(id: VenueId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ modes = [], ...changes }: DoorSave) => {
      let door: DoorSettings | undefined;
      for (const { id: entranceId, mode } of modes) {
        // One after the other: each answer holds the whole door, and the last one counts.
        // oxlint-disable-next-line no-await-in-loop
        door = await patchJson(doorSettingsSchema, `/entrances/${entranceId}/door`, { mode });
      }
      return Object.keys(changes).length > 0 || door === undefined
        ? patchJson(doorSettingsSchema, `/venues/${id}/door`, changes)
        : door;
    },
    onSuccess: (door) => client.setQueryData(queryKeys.door(id), door),
    // A PIN is nothing to keep in memory.
    gcTime: 0,
  });
}

export function useStaffCards(id: VenueId) {
  return useQuery({
    queryKey: queryKeys.staffCards(id),
    queryFn: async ({ signal }) => (await getJson(staffCardListSchema, `/venues/${id}/staff-cards`, {}, signal)).cards,
  });
}

export function useIssueStaffCard(id: VenueId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (label: string) => postJson(issuedStaffCardSchema, `/venues/${id}/staff-cards`, { label }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.staffCards(id) }),
    // The code is told once: forgotten with the screen that shows it.
    gcTime: 0,
  });
}

export function useRevokeStaffCard(id: VenueId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (cardId: StaffCardId) => postJson(staffCardSchema, `/staff-cards/${cardId}/revocation`),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.staffCards(id) }),
  });
}

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { QuarantineCode } from '#shared/contract/kiosk-sync.ts';
import {
  type QuarantineAct,
  quarantineActResultSchema,
  quarantineOverviewSchema,
  quarantinePageSchema,
} from '#shared/contract/portal-quarantine.ts';
import type { KioskId, VenueId } from '#shared/domain/ids.ts';
import { getJson, postJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

const REFETCH_MS = 60_000;

/** @param venueId null: of all venues. */
export function useQuarantine(venueId: VenueId | null, enabled = true) {
  return useQuery({
    queryKey: queryKeys.quarantineOf(venueId),
    queryFn: async ({ signal }) => {
      const path = venueId === null ? '/quarantine' : `/venues/${venueId}/quarantine`;
      return (await getJson(quarantineOverviewSchema, path, {}, signal)).groups;
    },
    refetchInterval: REFETCH_MS,
    enabled,
  });
}

export function useQuarantinedRecords(kioskId: KioskId, code: QuarantineCode) {
  return useInfiniteQuery({
    queryKey: queryKeys.quarantinedRecords(kioskId, code),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      getJson(quarantinePageSchema, `/kiosks/${kioskId}/quarantine`, { code, after: pageParam }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export interface Settlement {
  readonly how: 'release' | 'dismissal';
  /** Left out: all of the reason. */
  readonly ids?: readonly string[];
}

export interface Outcome extends Pick<Settlement, 'how'> {
  readonly settled: number;
  readonly kept: number;
}

/**
 * Page after page until all are settled; what was done stays done when it is cut off.
 * @param onOutcome told also when what asked is gone by then, with the last record of its reason.
 */
export function useSettle(kioskId: KioskId, code: QuarantineCode, onOutcome: (outcome: Outcome) => void) {
  const client = useQueryClient();
  const [done, setDone] = useState(0);
  const settle = useMutation({
    mutationFn: async ({ how, ids }: Settlement) => {
      setDone(0);
      const sum = { settled: 0, kept: 0 };
      let after: string | null = null;
      do {
        const act: QuarantineAct = { code, ...(ids && { ids: [...ids] }), ...(after !== null && { after }) };
        // Each page begins where the one before ended.
        // oxlint-disable-next-line no-await-in-loop
        const result = await postJson(quarantineActResultSchema, `/kiosks/${kioskId}/quarantine/${how}`, act);
        sum.settled += result.settled;
        sum.kept += result.kept;
        setDone(sum.settled);
        after = result.next;
      } while (after !== null);
      return sum;
    },
    onSuccess: (sum, { how }) => onOutcome({ how, ...sum }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.quarantine }),
        client.invalidateQueries({ queryKey: ['venue'] }),
      ]),
  });
  return { settle, done };
}

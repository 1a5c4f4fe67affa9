import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { InspectionInput } from '#shared/contract/portal-ward-cases.ts';
import { failureOf } from '../../api/problem-error.ts';
import { sendInspection } from '../../api/ward-work.ts';
import { createInspectionStore, type WaitingInspection } from './inspection-store.ts';

const RETRY_MS = 15_000;
const store = createInspectionStore(localStorage);
let sending = false;

/** Oldest first; stops at the first that cannot go out now. */
async function sendAll(): Promise<boolean> {
  if (sending) return false;
  sending = true;
  let sent = false;
  try {
    for (const { input, refused } of store.list()) {
      if (refused) continue;
      try {
        await sendInspection(input);
        store.remove([input.id]);
        sent = true;
      } catch (error) {
        const code = failureOf(error instanceof Error ? error : null);
        if (code !== 'not-found' && code !== 'invalid-input') break;
        store.markRefused(input.id);
      }
    }
  } finally {
    sending = false;
  }
  return sent;
}

/** Inspections of this device; they go out whenever there is a way, without anybody's doing. */
export function useWaitingInspections() {
  const client = useQueryClient();
  const waiting = useSyncExternalStore(store.subscribe, store.list);
  const open = waiting.filter(({ refused }) => !refused).length;
  useEffect(() => {
    if (open === 0) return undefined;
    const send = () =>
      void sendAll().then((sent) => (sent ? client.invalidateQueries({ queryKey: ['ward'] }) : undefined));
    send();
    const timer = setInterval(send, RETRY_MS);
    globalThis.addEventListener('online', send);
    return () => {
      clearInterval(timer);
      globalThis.removeEventListener('online', send);
    };
  }, [open, client]);
  return {
    waiting,
    open,
    refused: waiting.filter((one: WaitingInspection) => one.refused),
    save: (input: InspectionInput) => store.add(input),
    discard: (ids: readonly string[]) => store.remove(ids),
    sendNow: () => void sendAll().then((sent) => (sent ? client.invalidateQueries({ queryKey: ['ward'] }) : undefined)),
  };
}

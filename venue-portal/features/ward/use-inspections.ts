import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { InspectionInput } from '#shared/contract/portal-ward-cases.ts';
import { failureOf } from '../../api/problem-error.ts';
import { sendInspection } from '../../api/ward-work.ts';
import { createInspectionStore } from './inspection-store.ts';

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

const sendNow = (client: QueryClient): void =>
  void sendAll().then((sent) => (sent ? client.invalidateQueries({ queryKey: ['ward'] }) : undefined));

/** Inspections of this device that were not sent yet. */
export function useWaitingInspections() {
  const client = useQueryClient();
  const waiting = useSyncExternalStore(store.subscribe, store.list);
  return {
    waiting,
    open: waiting.filter(({ refused }) => !refused).length,
    refused: waiting.filter(({ refused }) => refused),
    save: (input: InspectionInput) => store.add(input),
    discard: (ids: readonly string[]) => store.remove(ids),
    sendNow: () => sendNow(client),
  };
}

/** They go out whenever there is a way, without anybody's doing: to be called once, above all pages of a ward. */
export function useInspectionSending(): void {
  const client = useQueryClient();
  const { open } = useWaitingInspections();
  useEffect(() => {
    if (open === 0) return undefined;
    const send = () => sendNow(client);
    send();
    const timer = setInterval(send, RETRY_MS);
    globalThis.addEventListener('online', send);
    return () => {
      clearInterval(timer);
      globalThis.removeEventListener('online', send);
    };
  }, [open, client]);
}

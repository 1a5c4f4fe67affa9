import { setTimeout as delay } from 'node:timers/promises';
import { dayOf } from '#shared/domain/instant.ts';
import type { Venue } from './venue.ts';

/** How it was for those who only wanted to work. */
export interface Experience {
  readonly requests: number;
  readonly failures: readonly string[];
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const PEOPLE = 4;
const PAUSE_MS = 25;

/** People in the office who use the portal, one request after the other each, until they are told to stop. */
export function openOffice({ owner, url }: Venue): { close(): Promise<Experience> } {
  const durations: number[] = [];
  const failures: string[] = [];
  let open = true;
  const requests: ReadonlyArray<() => Promise<Response>> = [
    () => owner.call('GET', '/me'),
    () => owner.call('GET', `/venues/${owner.venueId}/visits?from=${dayOf(Date.now())}`),
    () => owner.call('GET', '/units/communes?province=46'),
    () => fetch(`${url}/healthz`),
  ];
  const work = async (person: number): Promise<void> => {
    for (let turn = person; open; turn += 1) {
      const startedMs = performance.now();
      const outcome = await attempt(requests[turn % requests.length]);
      durations.push(performance.now() - startedMs);
      if (outcome !== null) failures.push(outcome);
      await delay(PAUSE_MS);
    }
  };
  const everybody = Promise.all(Array.from({ length: PEOPLE }, (_, person) => work(person)));
  return {
    async close() {
      open = false;
      await everybody;
      return {
        requests: durations.length,
        failures,
        p50Ms: percentile(durations, 50),
        p99Ms: percentile(durations, 99),
      };
    },
  };
}

/** @returns null when it went well. */
async function attempt(request: (() => Promise<Response>) | undefined): Promise<string | null> {
  try {
    const response = await request?.();
    await response?.arrayBuffer();
    return response?.ok === true ? null : `status ${response?.status}`;
  } catch (error) {
    return error instanceof Error ? `${error.message} ${String(error.cause)}` : 'unknown';
  }
}

/** Nearest rank. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0) * 10) / 10;
}

export const describeExperience = ({ requests, failures, p50Ms, p99Ms }: Experience): string =>
  `${requests} other requests, ${failures.length} failed, p50 ${p50Ms} ms, p99 ${p99Ms} ms`;

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DEFAULT_CONFIG } from '../config/config.ts';
import { readLastRun } from '../config/last-run.ts';
import { openFoundation } from '../foundation.ts';
import { createServices, type Services } from '../services.ts';
import type { Place } from '../venues/service.ts';
import { Sentence } from './sentence.ts';

export interface DataOptions {
  readonly data: string;
}

/** Runs one command on a data folder, beside a running server or without one, and closes what it opened. */
export async function withServices<T>({ data }: DataOptions, work: (services: Services) => Promise<T>): Promise<T> {
  const dataDir = resolve(data);
  if (!existsSync(join(dataDir, 'server.db'))) {
    throw new Sentence(
      `There is no data in ${dataDir}: start the server on it first, or choose another with --data DIR.`,
    );
  }
  const last = readLastRun(dataDir);
  const origin = (): string => {
    if (!last) throw new Sentence(`No server was ever started on ${dataDir}: its address is not known.`);
    return last.origin;
  };
  const timeZone = last?.timeZone ?? DEFAULT_CONFIG.timeZone;
  const foundation = await openFoundation({ ...DEFAULT_CONFIG, dataDir, timeZone }, origin);
  if (!foundation.ok) throw new Sentence(foundation.error);
  try {
    return await work(await createServices(foundation.value));
  } finally {
    await foundation.value.close();
  }
}

/** @param word slug, id or serial. */
export async function findPlace({ venues }: Services, word: string): Promise<Place> {
  const place = await venues.findPlaceByWord(word);
  if (!place)
    throw new Sentence(`There is no entrance "${word}": name it by its short name, its id or its serial number.`);
  return place;
}

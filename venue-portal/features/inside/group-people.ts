import type { InsideList } from '#shared/contract/portal-door.ts';

export type Person = InsideList['people'][number];

export interface EntranceGroup {
  readonly entranceName: string;
  readonly people: readonly Person[];
  /** Its kiosk has not been heard of for a while. */
  readonly silent: boolean;
}

/** By entrance in the order of their names, each the longest inside first; a silent entrance stands there even with nobody. */
export function groupByEntrance({ people, silentEntrances }: InsideList): EntranceGroup[] {
  const names = new Set([...people.map(({ entranceName }) => entranceName), ...silentEntrances]);
  return [...names]
    .toSorted((a, b) => a.localeCompare(b, 'vi'))
    .map((entranceName) => ({
      entranceName,
      people: people
        .filter((person) => person.entranceName === entranceName)
        .toSorted((a, b) => a.arrivedAt - b.arrivedAt),
      silent: silentEntrances.includes(entranceName),
    }));
}

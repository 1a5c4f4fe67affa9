import type { InsideList } from '#shared/contract/portal-door.ts';

export type Person = InsideList['people'][number];

const byVietnameseName = new Intl.Collator('vi');

/** The given name comes last in Vietnamese, masked or not; those without a name come last of all. */
function byGivenName(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  const givenOf = (name: string): string => name.slice(name.lastIndexOf(' ') + 1);
  return byVietnameseName.compare(givenOf(one), givenOf(other)) || byVietnameseName.compare(one, other);
}

/**
 * In the order in which names are called out; whoever is in somebody's care stays beside that person.
 *
 * @param people as the server lists them: those who came together stand together, the responsible one first.
 */
export function inRollCallOrder(people: readonly Person[], nameOf: (person: Person) => string | null): Person[] {
  const parties: Array<[Person, ...Person[]]> = [];
  for (const person of people) {
    const party = parties.at(-1);
    const isInCare = person.companion !== null && party !== undefined && isTogether(party[0], person);
    if (isInCare) party.push(person);
    else parties.push([person]);
  }
  return parties
    .toSorted(([one], [other]) => byGivenName(nameOf(one), nameOf(other)) || one.arrivedAt - other.arrivedAt)
    .flat();
}

const isTogether = (one: Person, other: Person): boolean =>
  one.partySize > 1 && one.partySize === other.partySize && one.arrivedAt === other.arrivedAt && one.companion === null;

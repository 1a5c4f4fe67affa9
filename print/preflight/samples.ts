import type { PosterDescription } from '../poster/description.ts';

type Words = Pick<PosterDescription, 'venueName' | 'entranceName' | 'address'>;
type Measure = (words: Words) => number;

const ofName: Measure = ({ venueName }) => venueName.length;
const ofDoor: Measure = ({ entranceName }) => entranceName.length;
const ofAddress: Measure = ({ address = '' }) => address.length;
const ofAll: Measure = (words) => ofName(words) + ofDoor(words) + ofAddress(words);

/** The one with the most words, the first of equals. */
export const findLongest = <P extends Words>(posters: readonly P[]): P | undefined => findMost(posters, ofAll);

const findMost = <P extends Words>(posters: readonly P[], measure: Measure): P | undefined =>
  posters.reduce<P | undefined>((most, one) => (most && measure(most) >= measure(one) ? most : one), undefined);

/** Of each look the first, and those with the longest name, door and address, and the most of all three: what goes wrong, goes wrong there. */
export function chooseSamples(posters: readonly PosterDescription[]): ReadonlySet<PosterDescription> {
  const looks = new Map<string, PosterDescription[]>();
  for (const poster of posters) {
    const { format, language, largeType, brand, demo } = poster;
    const look = JSON.stringify([format, language, largeType, brand, demo]);
    const alike = looks.get(look);
    if (alike) alike.push(poster);
    else looks.set(look, [poster]);
  }
  const samples = [...looks.values()].flatMap((alike) => [
    ...alike.slice(0, 1),
    ...[ofName, ofDoor, ofAddress, ofAll].flatMap((measure) => findMost(alike, measure) ?? []),
  ]);
  return new Set(samples);
}

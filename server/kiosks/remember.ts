const REMEMBERED = 20_000;

/** Looks into a map first; the oldest entry goes when it is full. */
export function remember<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const [oldest] = map.keys();
  if (oldest !== undefined && map.size >= REMEMBERED) map.delete(oldest);
  const made = make();
  map.set(key, made);
  return made;
}

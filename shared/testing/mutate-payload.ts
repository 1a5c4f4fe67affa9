/** mulberry32: the same corpus on every run. Numbers in 0..n-1. */
export function seededRandom(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

const TOKENS = Buffer.from('|0123456789*-<ANamữ/ \r\n\ufffd');

/** One to three of: a byte replaced, a byte from the alphabet of our formats, a piece cut, doubled, or taken from another payload. */
export function mutatePayload(seed: Buffer, others: readonly Buffer[], random: (n: number) => number): Buffer {
  let bytes = Buffer.from(seed);
  for (let left = 1 + random(3); left > 0; left -= 1) {
    const at = random(bytes.length + 1);
    const end = at + random(bytes.length - at + 1);
    const other = others[random(others.length)] ?? seed;
    const edits = [
      () => Buffer.concat([bytes.subarray(0, at), Buffer.from([random(256)]), bytes.subarray(at + 1)]),
      () =>
        Buffer.concat([
          bytes.subarray(0, at),
          TOKENS.subarray(random(TOKENS.length)).subarray(0, 1),
          bytes.subarray(at + 1),
        ]),
      () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]),
      () => Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]),
      () => Buffer.concat([bytes.subarray(0, at), other.subarray(random(other.length + 1))]),
    ];
    bytes = edits[random(edits.length)]?.() ?? bytes;
  }
  return bytes;
}

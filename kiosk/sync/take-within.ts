import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';

/** As many of the records, from the first on, as stay within so much text; one at least, if there is one. */
export function takeWithin(records: readonly OutboxRecord[], maxCharacters: number): OutboxRecord[] {
  let characters = 0;
  return records.filter(({ body }, index) => {
    characters += body.length;
    return index === 0 || characters <= maxCharacters;
  });
}

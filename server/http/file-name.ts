/** Names on disks hold 255 bytes at most, and Vietnamese letters take up to three. */
const PART_CHARACTERS = 40;

/** A file name out of what people named things: `Quán Bún bò - Cửa chính.pdf`, without what file systems forbid. */
export function fileNameOf(parts: readonly string[], extension: string): string {
  const clean = parts.map((part) =>
    [
      ...part
        .replace(/[\p{C}/\\:*?"<>|]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ]
      .slice(0, PART_CHARACTERS)
      .join('')
      .trim(),
  );
  return `${clean.filter((part) => part !== '').join(' - ')}.${extension}`;
}

/** For matching what people type without accents: `Phú Xuân` -> `phu xuan`, `Đồng Nai` -> `dong nai`. */
export function foldAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Every typed word occurs, in any order. */
export function matchesSearch(candidate: string, typed: string): boolean {
  const folded = foldAccents(candidate);
  return foldAccents(typed)
    .split(' ')
    .every((word) => folded.includes(word));
}

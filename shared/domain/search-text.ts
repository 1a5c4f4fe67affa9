/** As people type into a search box: lower case, without marks, one space between words. `Phú Xuân` -> `phu xuan`. */
export const foldAccents = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim();

/** Folded words without what stands between them: `Chợ “Đông-Ba”` -> [`cho`, `dong`, `ba`]. */
export const searchWords = (text: string): string[] => foldAccents(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** What is left when spelling, marks, spaces and signs do not count: two names with the same key are read as one name. */
export const nameKey = (name: string): string => searchWords(name).join('');

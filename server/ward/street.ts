/** Words before a street's name that say no more than that it is one. */
const STREET_WORD = /^(?:đường|đ\.|phố|street|st\.)\s+/iu;
/** `Số 12/3B`, `12-14`, `Lô A5`, and the alley in which the number counts: `Kiệt 42`,
 * `Hẻm 5/2`, `K. 7`. `3 Tháng 2` is a street. */
const NUMBER =
  /^(?:(?:số|no\.?|lô|kiệt|hẻm|ngõ|ngách|k\.|nhà)\s*)*\p{L}?\d+[\p{L}\d]*(?:[/\-–][\p{L}\d]+)*\s+(?!tháng\s)/iu;

/**
 * The street of an address line, as wards count by it: `12/3 Kiệt 42 Nguyễn Huệ, tổ 5` -> `Nguyễn Huệ`. A line without a
 * number or street keeps its first part.
 */
export function streetOf(addressLine: string): string {
  const first = (addressLine.split(',')[0] ?? '').trim();
  let rest = first;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(NUMBER, '').replace(STREET_WORD, '').trim();
  }
  return rest === '' ? first : rest;
}

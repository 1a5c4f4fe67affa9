import type { Mark, Sheet } from '../sheet/mark.ts';

/** Sheets with every mark, inside groups too, replaced by what `change` makes of it: nothing, itself or several. */
export function plant(sheets: readonly Sheet[], change: (mark: Mark) => readonly Mark[]): Sheet[] {
  const changeAll = (marks: readonly Mark[]): Mark[] =>
    marks.flatMap((mark) => (mark.kind === 'group' ? [{ ...mark, marks: changeAll(mark.marks) }] : change(mark)));
  return sheets.map((sheet) => ({ ...sheet, marks: changeAll(sheet.marks) }));
}

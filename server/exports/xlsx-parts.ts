/** Indexes into `cellXfs` of the style sheet below. */
export const STYLE = { plain: 0, text: 1, instant: 2, header: 3 } as const;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';

/** @param sheets how many the log takes. */
export const contentTypesXml = (sheets: number): string =>
  `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
  '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>' +
  sheetPaths(sheets)
    .map((path) => `<Override PartName="/xl/${path}" ContentType="${SHEET_TYPE}"/>`)
    .join('') +
  '</Types>';

/** The second is about the others. */
const sheetPaths = (sheets: number): string[] => {
  const [first = '', ...others] = Array.from({ length: sheets }, (_, i) => `worksheets/log${i + 1}.xml`);
  return [first, 'worksheets/about.xml', ...others];
};

const PACKAGE_RELATIONS = `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export const relationsXml = (sheets: number): string =>
  `${HEAD}<Relationships xmlns="${RELATIONS}">` +
  sheetPaths(sheets)
    .map((path, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/worksheet" Target="${path}"/>`)
    .join('') +
  `<Relationship Id="styles" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;

/** Number format 49 is `@`, text: a cell edited by hand stays text too. `quotePrefix` keeps `=…` from turning into a formula then. */
const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}">` +
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE3F2EE"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** Path -> XML, the same in every workbook. The first tells programs that look at the beginning what it is. */
export const STATIC_PARTS: Readonly<Record<string, string>> = {
  '_rels/.rels': PACKAGE_RELATIONS,
  'xl/styles.xml': STYLES,
};

/** @param logs names of the log's sheets. */
export function workbookXml(logs: readonly string[], about: string): string {
  const [first = '', ...others] = logs;
  const sheets = [first, about, ...others].map(
    (name, i) => `<sheet name="${sheetName(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

/** At most 31 characters, none of `: \ / ? * [ ]`. */
const sheetName = (name: string): string => escapeXml(name.replace(/[:\\/?*[\]]/g, ' ').slice(0, 31));

/** `A` for 0, `Z` for 25, `AA` for 26. */
export function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Nearly all texts have none of it, and one look is cheaper than three replacements. */
const TO_ESCAPE = /[&<>"_\u0000-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

/**
 * Text as XML 1.0 allows it: without control characters, half surrogates and the two non-characters. Text like `_x000D_`
 * is escaped, or spreadsheets would read an escape into it (ECMA-376, ST_Xstring).
 */
export const escapeXml = (text: string): string =>
  TO_ESCAPE.test(text)
    ? text
        .replace(/[\p{Cs}\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '')
        .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
        .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    : text;

/** The text of a cell; programs trim it where it does not say to keep its blanks. */
export const stringsOf = (text: string): string =>
  /^\s|\s$|\s\s|[^\S ]/.test(text) ? `<t xml:space="preserve">${escapeXml(text)}</t>` : `<t>${escapeXml(text)}</t>`;

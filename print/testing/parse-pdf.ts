/** A PDF object: names start with a slash, references read `7 0 R`. Streams are left out. */
export type PdfValue = string | number | boolean | null | PdfText | PdfValue[] | PdfDictionary;
export interface PdfDictionary {
  readonly [name: string]: PdfValue;
}
export interface PdfText {
  readonly text: string;
}

export interface ParsedPdf {
  readonly trailer: PdfDictionary;
  /** Follows a reference; other values are given back. */
  resolve(value: PdfValue | undefined): PdfValue | undefined;
  /** The value behind it, which must be a dictionary. */
  dictionary(value: PdfValue | undefined): PdfDictionary;
  readonly objects: ReadonlyMap<string, PdfValue>;
}

const TOKEN =
  /\s*(?:%[^\n]*\n\s*)*(<<|>>|\[|\]|\((?:\\[\s\S]|[^\\()])*\)|<[0-9A-Fa-f\s]*>|\/[^\s<>[\]()/%]*|\d+ \d+ R\b|[-+.\d]+|true|false|null)/y;

/** Reads the plain objects of a PDF as pdfkit writes it (ISO 32000-1, 7.3): no object streams, no encryption. */
export function parsePdf(bytes: Uint8Array): ParsedPdf {
  const source = Buffer.from(bytes).toString('latin1');
  const objects = new Map<string, PdfValue>();
  for (const match of source.matchAll(/(?:^|\n)(\d+ \d+) obj\n/g)) {
    objects.set(`${match[1]} R`, readValue(source, match.index + match[0].length).value);
  }
  const trailer = readValue(source, source.lastIndexOf('trailer') + 'trailer'.length).value;
  const resolve = (value: PdfValue | undefined): PdfValue | undefined =>
    typeof value === 'string' && value.endsWith(' R') ? objects.get(value) : value;
  const dictionary = (value: PdfValue | undefined): PdfDictionary => {
    const found = resolve(value);
    if (!isDictionary(found)) throw new Error(`no dictionary: ${JSON.stringify(value)}`);
    return found;
  };
  return { trailer: dictionary(trailer), objects, resolve, dictionary };
}

export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isText(value);

const isText = (value: PdfValue | undefined): value is PdfText =>
  typeof value === 'object' && value !== null && 'text' in value && typeof value['text'] === 'string';

function readValue(source: string, from: number): { readonly value: PdfValue; readonly end: number } {
  const { token, end } = nextToken(source, from);
  if (token === '<<') return readDictionary(source, end);
  if (token === '[') return readArray(source, end);
  if (token.startsWith('(')) return { value: { text: decodeText(unescapeLiteral(token.slice(1, -1))) }, end };
  if (token.startsWith('<')) {
    return {
      value: { text: decodeText(Buffer.from(token.slice(1, -1).replace(/\s/g, ''), 'hex').toString('latin1')) },
      end,
    };
  }
  if (token === 'true' || token === 'false') return { value: token === 'true', end };
  if (token === 'null') return { value: null, end };
  return { value: token.startsWith('/') || token.endsWith(' R') ? token : Number(token), end };
}

function readDictionary(source: string, from: number): { readonly value: PdfDictionary; readonly end: number } {
  const value: Record<string, PdfValue> = {};
  for (let at = from; ; ) {
    const name = nextToken(source, at);
    if (name.token === '>>') return { value, end: name.end };
    const read = readValue(source, name.end);
    value[name.token.slice(1)] = read.value;
    at = read.end;
  }
}

function readArray(source: string, from: number): { readonly value: PdfValue[]; readonly end: number } {
  const value: PdfValue[] = [];
  for (let at = from; ; ) {
    const { token, end } = nextToken(source, at);
    if (token === ']') return { value, end };
    const read = readValue(source, at);
    value.push(read.value);
    at = read.end;
  }
}

function nextToken(source: string, from: number): { readonly token: string; readonly end: number } {
  TOKEN.lastIndex = from;
  const match = TOKEN.exec(source);
  if (!match?.[1]) throw new Error(`no PDF object at ${from}: ${source.slice(from, from + 40)}`);
  return { token: match[1], end: TOKEN.lastIndex };
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

const unescapeLiteral = (text: string): string =>
  text.replace(/\\(\d{1,3}|[\s\S])/g, (_, escaped: string) =>
    /^\d/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (ESCAPES[escaped] ?? escaped),
  );

/** UTF-16 with a mark, else as good as ASCII. */
function decodeText(bytes: string): string {
  if (!bytes.startsWith('\u00FE\u00FF')) return bytes;
  return Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le');
}

export interface TaggedElement {
  readonly type: string;
  readonly alt?: string | undefined;
  readonly language?: string | undefined;
  readonly hasBox: boolean;
  readonly children: readonly TaggedElement[];
}

/** The tree of structure elements (ISO 32000-1, 14.7.2), without the marked content at its leaves. */
export function readStructure(pdf: ParsedPdf): TaggedElement[] {
  const catalog = pdf.dictionary(pdf.trailer['Root']);
  return childrenOf(pdf, pdf.dictionary(catalog['StructTreeRoot'])['K']);
}

function childrenOf(pdf: ParsedPdf, kids: PdfValue | undefined): TaggedElement[] {
  const resolved = pdf.resolve(kids);
  const list = Array.isArray(resolved) ? resolved : [resolved];
  return list.flatMap((kid) => {
    const element = pdf.resolve(kid);
    return isDictionary(element) && typeof element['S'] === 'string' ? [elementOf(pdf, element)] : [];
  });
}

function elementOf(pdf: ParsedPdf, element: PdfDictionary): TaggedElement {
  const textOf = (value: PdfValue | undefined): string | undefined => (isText(value) ? value.text : undefined);
  const attributes = pdf.resolve(element['A']);
  return {
    type: typeof element['S'] === 'string' ? element['S'].slice(1) : '',
    alt: textOf(element['Alt']),
    language: textOf(element['Lang']),
    hasBox: isDictionary(attributes) && Array.isArray(pdf.resolve(attributes['BBox'])),
    children: childrenOf(pdf, element['K']),
  };
}

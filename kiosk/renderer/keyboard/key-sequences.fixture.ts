/** How people type: independent of the composer, from the written word to its keys. */
interface KeyNames {
  readonly marks: Readonly<Record<string, string>>;
  readonly tones: Readonly<Record<string, string>>;
}
const TELEX: KeyNames = {
  marks: { ă: 'aw', â: 'aa', đ: 'dd', ê: 'ee', ô: 'oo', ơ: 'ow', ư: 'uw' },
  tones: { '\u0301': 's', '\u0300': 'f', '\u0309': 'r', '\u0303': 'x', '\u0323': 'j' },
};
const VNI: KeyNames = {
  marks: { ă: 'a8', â: 'a6', đ: 'd9', ê: 'e6', ô: 'o6', ơ: 'o7', ư: 'u7' },
  tones: { '\u0301': '1', '\u0300': '2', '\u0309': '3', '\u0303': '4', '\u0323': '5' },
};
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/u;

interface Piece {
  /** The key of the bare letter, in the letter's case. */
  readonly letter: string;
  readonly mark: string;
  readonly tone: string;
}

function takeApart(word: string, { marks, tones }: KeyNames): Piece[] {
  return [...word].map((written) => {
    const tone = TONE.exec(written.normalize('NFD'))?.[0] ?? '';
    const plain = written.normalize('NFD').replace(TONE, '').normalize('NFC');
    const keys = marks[plain.toLowerCase()] ?? plain.toLowerCase();
    const first = keys[0] ?? '';
    const isCapital = plain !== plain.toLowerCase();
    return { letter: isCapital ? first.toUpperCase() : first, mark: keys.slice(1), tone: tones[tone] ?? '' };
  });
}

const spellAll = (pieces: readonly Piece[], part: (piece: Piece) => string): string => pieces.map(part).join('');

/** The word's key sequences: marks and tone at once, tone last, tone after the vowels, everything last, one horn key for ươ. */
function listSequences(word: string, names: KeyNames): string[] {
  const pieces = takeApart(word, names);
  const tone = spellAll(pieces, (piece) => piece.tone);
  const marked = spellAll(pieces, ({ letter, mark }) => letter + mark);
  const bare = spellAll(pieces, ({ letter }) => letter);
  const marks = spellAll(pieces, ({ mark }) => mark);
  const horn = names.marks['ơ']?.slice(1) ?? '';
  const oneHorn = (keys: string): string => keys.replaceAll(new RegExp(`(u)${horn}(o)${horn}`, 'giu'), `$1$2${horn}`);
  const lateHorn = (keys: string): string => keys.replaceAll(new RegExp(`(u)${horn}(o)${horn}`, 'giu'), `$1${horn}$2`);
  const lastMarks = oneHorn(marked) === marked ? marks : marks.replace(horn + horn, horn);
  return [
    spellAll(pieces, ({ letter, mark, tone: own }) => letter + mark + own),
    spellAll(pieces, ({ letter, mark, tone: own }) => letter + own + mark),
    marked + tone,
    oneHorn(marked) + tone,
    ...(/^[ou]|ươ$/iu.test(word) ? [] : [lateHorn(marked) + tone]),
    marked.replace(/[^aeiouyw678]*$/iu, (end) => tone + end),
    bare + lastMarks + tone,
    bare + tone + lastMarks,
  ];
}

export const listTelexKeys = (word: string): string[] => listSequences(word, TELEX);
export const listVniKeys = (word: string): string[] => listSequences(word, VNI);

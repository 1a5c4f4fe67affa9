import { findTelexResidue } from './typing-residue.ts';

const MAX_NAME_LENGTH = 100;
/** Latin letters, the marks of Vietnamese and of the Central-Highland alphabets, and what joins the parts of a name. */
const NAME_CHARACTERS = /^[\p{Script=Latin}\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323 '’ʼ.-]+$/u;
/** Letters that Vietnamese names never hold and that UTF-8 read as Latin-1 leaves behind (VÄƒn for Văn). */
const MISREAD_LETTERS = /[ªºÄÅÆƒŒŠŽ]/;
const SPACES = /[ \t]+/g;

/** NFC, single spaces, the Vietnamese Đ where an old encoding put the Icelandic Ð. */
export function tidyName(name: string): string {
  return name.normalize('NFC').replaceAll('Ð', 'Đ').replaceAll('ð', 'đ').replace(SPACES, ' ').trim();
}

/**
 * Whether a name came through the scanner whole. Only strong signs speak against it (replacement characters, digits,
 * symbols, misread UTF-8, Telex keystrokes), because many citizens' names are no Vietnamese syllables: H'Hen Niê, Y Blôk.
 */
export function isReadableName(name: string): boolean {
  const tidy = tidyName(name);
  if (tidy.length > MAX_NAME_LENGTH || !NAME_CHARACTERS.test(tidy) || MISREAD_LETTERS.test(tidy)) return false;
  if (!/\p{L}/u.test(tidy)) return false;
  // Keystrokes leave no accents: one accent anywhere says that the name came through as letters (A Lăng Coor).
  if (/[^ -~]/.test(tidy)) return true;
  const residues = tidy.split(/[ .'’ʼ-]/).map(findTelexResidue);
  return !residues.includes('strong') && residues.filter((residue) => residue === 'weak').length < 2;
}

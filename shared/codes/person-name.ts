import { tidyLine } from '../domain/text-line.ts';
import { findTelexResidue } from './typing-residue.ts';

const MAX_NAME_LENGTH = 100;
/** Latin letters, the marks of Vietnamese and of the Central-Highland alphabets, and what joins the parts of a name. */
const NAME_CHARACTERS = /^[\p{Script=Latin}\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31b}\u{323} \t'’ʼ.-]+$/u;
/** Letters that Vietnamese names never hold and that UTF-8 read as Latin-1 leaves behind (VÄƒn for Văn). */
const MISREAD_LETTERS = /[ªºÄÅÆƒŒŠŽ]/;

/**
 * A name as a card or code gives it: NFC, single spaces, the Vietnamese Đ where an old encoding put the Icelandic Ð.
 * Null when it did not come through the scanner whole. Only strong signs speak against it (replacement characters, digits,
 * symbols, misread UTF-8, Telex keystrokes), because many citizens' names are no Vietnamese syllables: H'Hen Niê, Y Blôk.
 */
export function parseCardName(raw: string): string | null {
  const composed = raw.normalize('NFC').replaceAll('Ð', 'Đ').replaceAll('ð', 'đ');
  if (!NAME_CHARACTERS.test(composed) || MISREAD_LETTERS.test(composed) || !/\p{L}/u.test(composed)) return null;
  const name = tidyLine(composed);
  return name.length > MAX_NAME_LENGTH || hasKeystrokes(name) ? null : name;
}

/** Keystrokes leave no accents: one accent anywhere says that the name came through as letters (A Lăng Coor). */
function hasKeystrokes(name: string): boolean {
  if (/[^ -~]/.test(name)) return false;
  const residues = name.split(/[ .'-]/).map(findTelexResidue);
  return residues.includes('strong') || residues.filter((residue) => residue === 'weak').length > 1;
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldAccents } from '#shared/domain/search-text.ts';

/** Of each entry of the list: enough that one password in ten million is taken for one of it by chance. */
export const MARK_BYTES = 5;
export const LIST_FILE = join(import.meta.dirname, 'guessable-passwords.bin');

/**
 * Words that whoever guesses at this product, in this country, tries first (OWASP ASVS 5.0, 6.1.2). The person's own and
 * their organisation's are added by whoever asks.
 */
const WORDS = [
  ...['venue', 'checkin', 'kiosk', 'poster', 'password', 'welcome', 'admin', 'qwerty'],
  ...['matkhau', 'khaibao', 'diemden', 'quettin', 'quetma', 'xinchao', 'quantri', 'nhanvien'],
  ...['anhyeuem', 'emyeuanh', 'yeuem', 'yeuanh', 'giadinh', 'meyeu', 'conyeu', 'motminh', 'khongbiet', 'khongco'],
  ...['vietnam', 'hanoi', 'saigon', 'hochiminh', 'danang', 'haiphong', 'cantho', 'thuathien', 'nguyen'],
];
const SHORTEST_WORD = 4;
/** Letters besides such words that make a password more than one of them with a number behind it. */
const LETTERS_BESIDES = 4;

export const markOf = (password: string): Buffer =>
  createHash('sha256').update(password.normalize('NFKC').toLowerCase()).digest().subarray(0, MARK_BYTES);

const list = readFileSync(LIST_FILE);

/**
 * Whether somebody who guesses comes upon it soon: it is in the list of passwords that were stolen elsewhere, in whatever
 * case, or little more than words of its person, their organisation or this product. Says nothing of which characters it
 * has to be made of.
 *
 * @param about names, addresses.
 */
export const isGuessable = (password: string, about: readonly string[]): boolean =>
  isListed(markOf(password)) || isMadeOf(password, [...WORDS, ...about.flatMap(wordsOf)]);

/** The list is sorted. */
function isListed(mark: Buffer): boolean {
  let [from, to] = [0, list.length / MARK_BYTES];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const order = list.compare(mark, 0, MARK_BYTES, middle * MARK_BYTES, (middle + 1) * MARK_BYTES);
    if (order === 0) return true;
    if (order < 0) from = middle + 1;
    else to = middle;
  }
  return false;
}

const plain = (text: string): string => foldAccents(text.normalize('NFKC')).replace(/[^\p{L}\p{N}]/gu, '');

/** The whole, and each word of it: `an.nguyen@quan-hue.vn` is `annguyen`, `nguyen`, `quanhue` and `quan` too. */
function wordsOf(text: string): string[] {
  const pieces = text.split('@').flatMap((part) => [part, ...part.split(/[^\p{L}\p{N}\p{M}]+/u)]);
  return pieces.map(plain).filter((word) => word.length >= SHORTEST_WORD);
}

function isMadeOf(password: string, words: readonly string[]): boolean {
  const whole = plain(password);
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const left = longestFirst.reduce((text, word) => text.replaceAll(word, ' '), whole);
  return left !== whole && left.replace(/[^\p{L}]/gu, '').length < LETTERS_BESIDES;
}

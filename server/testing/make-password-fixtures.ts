// Run by hand: writes the list of guessable passwords from lists of passwords that were stolen, one a line.
//   node server/testing/make-password-fixtures.ts FILE...
// Ours was made from the top million of Mark Burnett's ten million passwords (public domain), as SecLists has them.
import { readFileSync, writeFileSync } from 'node:fs';
import { passwordSchema } from '#shared/contract/portal-api.ts';
import { LIST_FILE, markOf } from '../accounts/guessable-password.ts';

const passwords = process.argv.slice(2).flatMap((file) => readFileSync(file, 'utf8').split(/\r?\n/));
const marks = passwords.filter((password) => passwordSchema.safeParse(password).success).map(markOf);
const sorted = [...new Set(marks.map((mark) => mark.toString('hex')))].toSorted();
writeFileSync(LIST_FILE, Buffer.from(sorted.join(''), 'hex'));
process.stdout.write(`${sorted.length} passwords\n`);

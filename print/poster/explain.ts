import type { PosterFault, PosterNote } from '#shared/contract/poster-options.ts';
import { unreachable } from '#shared/domain/result.ts';

/** Why a poster is not printed, for the command line. The portal has words of its own, in both languages. */
export function explainFault(fault: PosterFault, url: string): string {
  switch (fault.kind) {
    case 'not-a-web-address':
      return `Not a web address: ${JSON.stringify(url)} (expected https://… without spaces, user name or password).`;
    case 'url-too-long':
      return `The address has ${fault.bytes} bytes; a code that phones read from afar holds at most ${fault.maxBytes}.`;
    case 'colour-refused':
      return `Nobody could read on the ${fault.which} colour ${fault.colour}, nor would they recognise it made legible: choose another.`;
    case 'logo-unreadable':
      return 'The logo is no PNG.';
    case 'name-unprintable':
      return "Not one letter of the venue's name can be printed: add its name in Latin letters.";
    case 'code-unreadable':
    case 'code-differs':
    case 'code-too-small':
    case 'quiet-zone':
    case 'code-contrast':
    case 'label-missing':
      return `The code would not work on paper (${fault.kind}, page ${fault.page}).`;
    case 'text-cut':
      return `The ${wordsOf(fault.part)} is too long for this format: choose a larger one.`;
    case 'text-contrast':
    case 'text-outside':
    case 'text-overlaps':
    case 'text-missing':
      return `The ${wordsOf(fault.part)} would not be legible (${fault.kind}, page ${fault.page}).`;
    default:
      return unreachable(fault);
  }
}

export function explainNote(note: PosterNote): string {
  switch (note.kind) {
    case 'characters-left-out':
      return `Left out, because the font has no such characters: ${note.characters.join(' ')}`;
    case 'marked-demo':
      return "Marked DEMO: visitors' phones can only open a public https address.";
    case 'colour-adjusted':
      return `The ${note.which} colour ${note.from} is printed as ${note.to}, so that people can read on it.`;
    default:
      return unreachable(note);
  }
}

const wordsOf = (part: string): string => part.replaceAll('-', ' ');

import type { PosterFault, PosterNote, PosterPart } from '#shared/contract/poster-options.ts';
import type { StudioTranslate } from './studio-text.ts';

const partName = (t: StudioTranslate, part: PosterPart): string => t(`check.parts.${part}`);
const rounded = (value: number): string => String(Math.round(value * 10) / 10);

/** What is wrong and what to do about it. */
export function wordsOfFault(t: StudioTranslate, fault: PosterFault): string {
  switch (fault.kind) {
    case 'colour-refused':
      return t('check.faults.colour-refused', { colour: fault.colour });
    case 'code-too-small':
      return t('check.faults.code-too-small', { side: rounded(fault.side), floor: rounded(fault.floor) });
    case 'text-contrast':
    case 'text-cut':
    case 'text-outside':
    case 'text-missing':
      return t(`check.faults.${fault.kind}`, { part: partName(t, fault.part) });
    case 'text-overlaps':
      return t('check.faults.text-overlaps', { part: partName(t, fault.part), other: partName(t, fault.other) });
    case 'not-a-web-address':
    case 'url-too-long':
    case 'logo-unreadable':
    case 'name-unprintable':
    case 'code-unreadable':
    case 'code-differs':
    case 'quiet-zone':
    case 'code-contrast':
    case 'label-missing':
      return t(`check.faults.${fault.kind}`);
  }
}

export function wordsOfNote(t: StudioTranslate, note: PosterNote): string {
  switch (note.kind) {
    case 'characters-left-out':
      return t('check.notes.characters-left-out', { characters: note.characters.join(' ') });
    case 'marked-demo':
      return t('check.notes.marked-demo');
    case 'colour-adjusted':
      return t('check.notes.colour-adjusted', { from: note.from, to: note.to });
  }
}

/** Two copies on a sheet fail in the same way: said once. */
export const eachOnce = (sentences: readonly string[]): string[] => [...new Set(sentences)];

const NAMES = new Set<PosterPart>(['venue-name', 'entrance-name', 'address']);
/** Faults that the owner's own words cause. */
export const isAboutNames = (fault: PosterFault): boolean =>
  fault.kind === 'name-unprintable' || ('part' in fault && NAMES.has(fault.part));

import type { VisitRow } from '#shared/contract/portal-api.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { PortalTextKey } from '../../ui/language.tsx';
import type { Tone } from '../../ui/notice.tsx';

const VERDICTS: Readonly<Record<Verdict, { readonly word: PortalTextKey; readonly tone: Tone }>> = {
  welcome: { word: 'visits.verdicts.welcome', tone: 'good' },
  'see-staff': { word: 'visits.verdicts.seeStaff', tone: 'warn' },
  'not-today': { word: 'visits.verdicts.notToday', tone: 'stop' },
};

export const verdictLook = (verdict: Verdict | null): { word: PortalTextKey; tone: Tone | 'plain' } =>
  verdict === null ? { word: 'visits.verdicts.none', tone: 'plain' } : VERDICTS[verdict];

/** What is as it should be, and said in grey. */
const CALM_FLAGS: ReadonlySet<string> = new Set(['accompanied-child', 'accompanied-elder', 'assisted']);

const FLAG_WORDS: Readonly<Record<string, PortalTextKey>> = {
  'cross-check-mismatch': 'visits.flags.crossCheckMismatch',
  'no-contact': 'visits.flags.noContact',
  'pass-unverified': 'visits.flags.passUnverified',
  'accompanied-child': 'visits.flags.accompanied-child',
  'accompanied-elder': 'visits.flags.accompanied-elder',
  assisted: 'visits.flags.assisted',
  'clock-ahead': 'visits.flags.clockAhead',
  'clock-behind': 'visits.flags.clockBehind',
  'content-expired': 'visits.flags.contentExpired',
  'pass-unknown': 'visits.flags.passUnknown',
};

/** Who a visit is where it has no name: somebody in another's care, or nobody who said. */
export const namelessWord = ({ flags }: VisitRow): PortalTextKey => {
  const companion = flags.find((flag) => flag.startsWith('accompanied-'));
  return (companion === undefined ? undefined : FLAG_WORDS[companion]) ?? 'visits.anonymous';
};

/** Flags that tell staff something and do not stand in the name's place; the others are for the machines. */
export const flagNotes = (visit: VisitRow): { readonly word: PortalTextKey; readonly calm: boolean }[] =>
  visit.flags.flatMap((flag) => {
    const word = FLAG_WORDS[flag];
    const isName = visit.maskedName === null && word === namelessWord(visit);
    return word === undefined || isName ? [] : [{ word, calm: CALM_FLAGS.has(flag) }];
  });

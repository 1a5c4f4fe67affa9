import type { QuarantineFacts } from '#shared/contract/portal-quarantine.ts';
import type { useLanguage } from '../../ui/language.tsx';
import { WAY_WORDS } from '../../ui/visit-words.ts';

const VERDICT_WORDS = {
  welcome: 'visits.verdicts.welcome',
  'see-staff': 'visits.verdicts.seeStaff',
  'not-today': 'visits.verdicts.notToday',
} as const;

type Words = Pick<ReturnType<typeof useLanguage>, 't' | 'format'>;

/** When, what, how and with which outcome, as far as the record says; never who. */
export function describeFacts({ at, kind, way, verdict }: QuarantineFacts, { t, format }: Words): string[] {
  if (at === null && kind === null) return [t('quarantine.unreadable')];
  return [
    at === null ? '–' : format.dateTime(at),
    ...(kind === null ? [] : [t(`quarantine.kinds.${kind}`)]),
    ...(way === null ? [] : [t(WAY_WORDS[way])]),
    ...(verdict === null ? [] : [t(VERDICT_WORDS[verdict])]),
  ];
}

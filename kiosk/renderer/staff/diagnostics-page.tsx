import { IconHeartRateMonitor } from '@tabler/icons-react';
import { kioskStaffVi } from '#shared/i18n/kiosk-staff.vi.ts';
import { type KioskTranslate, useKiosk } from '../link/kiosk-link.tsx';
import { ScrollArea } from '../ui/scroll-area.tsx';
import { EmptyPage } from './empty-page.tsx';
import { FactList } from './fact-list.tsx';
import type { PageProps } from './page-props.ts';

/** How this machine is, for whoever is asked on the telephone. */
export function DiagnosticsPage({ page }: PageProps<'diagnostics'>) {
  const { t } = useKiosk();
  if (page.facts.length === 0) return <EmptyPage icon={IconHeartRateMonitor} title={t('staff.diagnostics.empty')} />;
  return (
    <ScrollArea label={t('staff.title.diagnostics')}>
      <FactList
        facts={page.facts.map(({ key, value, tone }) => ({
          name: t(`staff.diagnostics.fact.${key}`),
          value: inWords(value, t),
          tone: { tone, words: t(`staff.diagnostics.tone.${tone}`) },
        }))}
      />
    </ScrollArea>
  );
}

/** States come as the core's words; ports and figures behind them stay as they are. */
function inWords(value: string, t: KioskTranslate): string {
  const [first = '', ...rest] = value.split(' ');
  return isStateWord(first) ? [t(`staff.diagnostics.word.${first}`), ...rest].join(' ') : value;
}

type StateWord = keyof typeof kioskStaffVi.diagnostics.word;
const isStateWord = (word: string): word is StateWord => Object.hasOwn(kioskStaffVi.diagnostics.word, word);

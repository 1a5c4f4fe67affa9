import { IconHeartRateMonitor } from '@tabler/icons-react';
import { useKiosk } from '../link/kiosk-link.tsx';
import { EmptyPage } from './empty-page.tsx';
import { FactList } from './fact-list.tsx';
import type { PageProps } from './page-props.ts';
import { ScrollArea } from './scroll-area.tsx';

/** How this machine is, for whoever is asked on the telephone. */
export function DiagnosticsPage({ page }: PageProps<'diagnostics'>) {
  const { t } = useKiosk();
  if (page.facts.length === 0) return <EmptyPage icon={IconHeartRateMonitor} title={t('staff.diagnostics.empty')} />;
  return (
    <ScrollArea label={t('staff.title.diagnostics')}>
      <FactList
        facts={page.facts.map(({ key, value, tone }) => ({
          name: t(`staff.diagnostics.fact.${key}`),
          value,
          tone: { tone, words: t(`staff.diagnostics.tone.${tone}`) },
        }))}
      />
    </ScrollArea>
  );
}

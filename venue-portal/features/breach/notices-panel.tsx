import { Button, CopyButton } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { IncidentDetail } from '#shared/contract/portal-audit.ts';
import { useMe } from '../../api/session.ts';
import classes from '../../ui/data-page.module.css';
import { useLanguage } from '../../ui/language.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRightsText } from '../../ui/rights-text.ts';

/** Letters with what is known filled in; the rest is for people to write. */
export function NoticesPanel({ detail }: { readonly detail: IncidentDetail }) {
  const t = useRightsText();
  const { format } = useLanguage();
  const organisation = useMe().data?.organisation?.name ?? '';
  const values = {
    organisation,
    reference: detail.reference,
    kind: t(`incidents.kinds.${detail.kind}`),
    noticedAt: format.dateTime(detail.noticedAt),
    from: format.dateTime(detail.window.from),
    until: format.dateTime(detail.window.until),
    visits: format.number(detail.findings.visits),
    full: format.number(detail.findings.full),
    health: format.number(detail.findings.withHealth),
  };
  const letters = [
    [t('incidents.notices.authority'), t('incidents.notices.authorityText', values)],
    [t('incidents.notices.people'), t('incidents.notices.peopleText', values)],
  ] as const;
  return (
    <Panel title={t('incidents.notices.title')}>
      <div className={classes['stack']}>
        <p className={classes['soft']}>{t('incidents.notices.hint')}</p>
        {letters.map(([title, text]) => (
          <section key={title} className={classes['stack']} aria-label={title}>
            <div className={classes['top']}>
              <h3>{title}</h3>
              <CopyButton value={text}>
                {({ copied, copy }) => (
                  <Button
                    variant="default"
                    size="sm"
                    className={classes['noPrint'] ?? ''}
                    leftSection={<IconCopy aria-hidden size={18} />}
                    onClick={copy}
                  >
                    {copied ? t('incidents.notices.copied') : t('incidents.notices.copy')}
                  </Button>
                )}
              </CopyButton>
            </div>
            <p className={classes['text']}>{text}</p>
          </section>
        ))}
      </div>
    </Panel>
  );
}

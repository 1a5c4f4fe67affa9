import { Button, CopyButton } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { RightsDetail } from '#shared/contract/portal-rights.ts';
import classes from '../../ui/data-page.module.css';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRightsText } from '../../ui/rights-text.ts';

/** What became of it, and the proof. */
export function OutcomePanel({ detail }: { readonly detail: RightsDetail }) {
  const t = useRightsText();
  const { t: common, format } = useLanguage();
  const { deletionRecord } = detail;
  return (
    <Panel title={t(`states.${detail.status}`)}>
      <div className={classes['stack']}>
        {detail.refusal !== null && <Notice tone="info">{t(`refuse.reasons.${detail.refusal}`)}</Notice>}
        <dl className={classes['facts']}>
          <dt>{t('detail.closedAt')}</dt>
          <dd>{detail.closedAt === null ? '' : format.dateTime(detail.closedAt)}</dd>
          {detail.closedBy !== null && (
            <>
              <dt>{t('detail.closedBy')}</dt>
              <dd>{detail.closedBy}</dd>
            </>
          )}
        </dl>
        {deletionRecord !== null && (
          <>
            <p>{t('erase.outcome', { visits: detail.outcome.visits, held: detail.outcome.held })}</p>
            <div className={classes['secret']}>
              <strong>{t('erase.proof')}</strong>
              <code>{deletionRecord}</code>
              <div>
                <CopyButton value={deletionRecord}>
                  {({ copied, copy }) => (
                    <Button variant="default" size="sm" leftSection={<IconCopy aria-hidden size={18} />} onClick={copy}>
                      {copied ? common('app.copied') : t('erase.copy')}
                    </Button>
                  )}
                </CopyButton>
              </div>
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}

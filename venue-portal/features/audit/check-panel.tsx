import { Button, Progress } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import type { ChainCheck } from '#shared/contract/portal-audit.ts';
import { useBeginCheck, useChainCheck } from '../../api/audit.ts';
import classes from '../../ui/data-page.module.css';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRightsText } from '../../ui/rights-text.ts';

/** Follows the chain, with progress on long ones, and says what was found. */
export function CheckPanel() {
  const t = useRightsText();
  const { format } = useLanguage();
  const begin = useBeginCheck();
  const check = useChainCheck().data;
  const isRunning = check?.state === 'running';
  return (
    <Panel title={t('audit.check.title')} className={classes['noPrint']}>
      <div className={classes['stack']}>
        <p className={classes['soft']}>{t('audit.check.text')}</p>
        <Failure error={begin.error} />
        <div role="status" className={classes['stack']}>
          {check && isRunning && (
            <>
              <span>
                {t('audit.check.progress', {
                  checked: format.number(check.checked),
                  total: format.number(check.total),
                })}
              </span>
              <Progress
                aria-label={t('audit.check.title')}
                value={check.total === 0 ? 0 : (100 * check.checked) / check.total}
              />
            </>
          )}
          {check && !isRunning && <Verdict check={check} />}
        </div>
        <div>
          <Button
            variant="light"
            loading={begin.isPending || isRunning}
            leftSection={<IconLink aria-hidden size={20} />}
            onClick={() => begin.mutate()}
          >
            {check?.state === 'done' ? t('audit.check.again') : t('audit.check.begin')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function Verdict({ check }: { readonly check: ChainCheck }) {
  const t = useRightsText();
  const { format } = useLanguage();
  if (check.state === 'failed') return <Notice tone="warn">{t('audit.check.failed')}</Notice>;
  const { verdict, endedAt } = check;
  if (!verdict) return null;
  const when = endedAt === null ? '' : ` ${t('audit.check.checkedAt', { time: format.dateTime(endedAt) })}`;
  if (!verdict.holds) {
    const { why, brokenAt, goodThrough } = verdict;
    return (
      <Notice tone="stop">
        {t(`audit.check.${why}`, { brokenAt, goodThrough })}
        {when}
      </Notice>
    );
  }
  return (
    <Notice tone="good">
      {t('audit.check.holds', { entries: format.number(verdict.entries), heads: format.number(verdict.heads) })}
      {verdict.cutOff > 0 && ` ${t('audit.check.cutOff', { count: verdict.cutOff })}`}
      {when}
    </Notice>
  );
}

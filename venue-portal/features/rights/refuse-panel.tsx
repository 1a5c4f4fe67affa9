import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { type RefusalReason, refusalReasonSchema } from '#shared/contract/portal-rights.ts';
import { useRightsAct } from '../../api/rights.ts';
import classes from '../../ui/data-page.module.css';
import { Failure } from '../../ui/failure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRightsText } from '../../ui/rights-text.ts';

export function RefusePanel({ id, onDone }: { readonly id: string; readonly onDone: (said: string) => void }) {
  const t = useRightsText();
  const act = useRightsAct(id);
  const [reason, setReason] = useState<RefusalReason>('nothing-found');
  return (
    <Panel title={t('refuse.title')}>
      <div className={classes['stack']}>
        <p className={classes['soft']}>{t('refuse.text')}</p>
        <Failure error={act.error} />
        <div className={classes['row']}>
          <NativeSelect
            className={classes['grow']}
            label={t('refuse.reason')}
            value={reason}
            onChange={(event) => setReason(refusalReasonSchema.parse(event.currentTarget.value))}
            data={refusalReasonSchema.options.map((value) => ({ value, label: t(`refuse.reasons.${value}`) }))}
          />
          <Button
            variant="default"
            className={classes['danger']}
            loading={act.isPending}
            onClick={() => act.mutate({ act: 'refusal', reason }, { onSuccess: () => onDone(t('refuse.done')) })}
          >
            {t('refuse.submit')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

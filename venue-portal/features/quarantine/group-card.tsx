import { Button } from '@mantine/core';
import { useState } from 'react';
import { type QuarantineGroup, remedyOf } from '#shared/contract/portal-quarantine.ts';
import { type Outcome, type Settlement, useSettle } from '../../api/quarantine.ts';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Chip } from '../../ui/notice.tsx';
import classes from './quarantine.module.css';
import { RecordList } from './record-list.tsx';
import { SettleDialog } from './settle-dialog.tsx';

/** One reason at one kiosk: why, what to do, and the doing. */
export function GroupCard(props: {
  /** Of its heading. */
  readonly level: 3 | 4;
  readonly group: QuarantineGroup;
  readonly onOutcome: (outcome: Outcome | null) => void;
}) {
  const { group, onOutcome } = props;
  const { kioskId, code, open, dismissed } = group;
  const Heading = `h${props.level}` as const;
  const { t } = useLanguage();
  const { settle, done } = useSettle(kioskId, code, onOutcome);
  const [asking, setAsking] = useState<Settlement | null>(null);
  const [shown, setShown] = useState(false);
  const run = (settlement: Settlement): void => {
    onOutcome(null);
    settle.mutate(settlement, { onSuccess: () => setAsking(null) });
  };
  const ask = (settlement: Settlement): void => {
    settle.reset();
    setAsking(settlement);
  };
  return (
    <li className={classes['group']} data-open={open > 0}>
      <header>
        <Heading>{t(`quarantine.reasons.${code}.what`)}</Heading>
        {open > 0 && <Chip tone="warn">{t('quarantine.open', { count: open })}</Chip>}
      </header>
      {open > 0 && <Received group={group} />}
      {open > 0 && (
        <p className={classes['todo']}>
          <strong>{t('quarantine.todo')}: </strong>
          {t(`quarantine.reasons.${code}.todo`)}
        </p>
      )}
      {dismissed > 0 && <p className={classes['soft']}>{t('quarantine.dismissed', { count: dismissed })}</p>}
      {asking === null && <Failure error={settle.error} />}
      {settle.isPending && asking === null && <p role="status">{t('quarantine.working', { done })}</p>}
      {open > 0 && <GroupActions group={group} onAsk={ask} shown={shown} onShow={() => setShown(!shown)} />}
      {open > 0 && shown && <RecordList group={group} busy={settle.isPending} onSettle={run} onAsk={ask} />}
      {asking && (
        <SettleDialog
          settlement={asking}
          count={asking.ids?.length ?? open}
          work={settle}
          done={done}
          confirm={t(confirmKey(asking, code))}
          onCancel={() => setAsking(null)}
          onConfirm={() => run(asking)}
        />
      )}
    </li>
  );
}

function confirmKey({ how }: Settlement, code: QuarantineGroup['code']) {
  if (how === 'dismissal') return 'quarantine.dismiss';
  return remedyOf(code) === 'again' ? 'quarantine.judge' : 'quarantine.release';
}

function Received({ group: { oldestAt, newestAt } }: { readonly group: QuarantineGroup }) {
  const { t, format } = useLanguage();
  if (oldestAt === null || newestAt === null) return null;
  const [from, to] = [format.dateTime(oldestAt), format.dateTime(newestAt)];
  return (
    <p className={classes['soft']}>
      {from === to ? t('quarantine.once', { at: from }) : t('quarantine.between', { from, to })}
    </p>
  );
}

function GroupActions(props: {
  readonly group: QuarantineGroup;
  readonly shown: boolean;
  readonly onShow: () => void;
  readonly onAsk: (settlement: Settlement) => void;
}) {
  const { group, shown, onShow, onAsk } = props;
  const { t } = useLanguage();
  const remedy = remedyOf(group.code);
  const what = t(`quarantine.reasons.${group.code}.what`);
  return (
    <div className={classes['actions']}>
      {(remedy === 'trust' || remedy === 'again') && (
        <Button
          aria-label={`${t(remedy === 'trust' ? 'quarantine.releaseAll' : 'quarantine.judgeAll')}: ${what}`}
          onClick={() => onAsk({ how: 'release' })}
        >
          {t(remedy === 'trust' ? 'quarantine.releaseAll' : 'quarantine.judgeAll')}
        </Button>
      )}
      {remedy !== 'choose' && (
        <Button
          variant="default"
          aria-label={`${t('quarantine.dismissAll')}: ${what}`}
          onClick={() => onAsk({ how: 'dismissal' })}
        >
          {t('quarantine.dismissAll')}
        </Button>
      )}
      <Button
        variant={remedy === 'choose' ? 'filled' : 'subtle'}
        aria-expanded={shown}
        aria-label={`${t('quarantine.showEach')}: ${what}`}
        onClick={onShow}
      >
        {t('quarantine.showEach')}
      </Button>
    </div>
  );
}

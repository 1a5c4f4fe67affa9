import { Button } from '@mantine/core';
import type { QuarantinedRecord, QuarantineFacts } from '#shared/contract/portal-quarantine.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Settlement } from '../../api/quarantine.ts';
import { useLanguage } from '../../ui/language.tsx';
import { describeFacts } from './describe-facts.ts';
import classes from './quarantine.module.css';

/** Two records under one number, side by side: one of them is the log's. */
export function ConflictPair(props: {
  readonly record: QuarantinedRecord;
  readonly busy: boolean;
  readonly onSettle: (settlement: Settlement) => void;
}) {
  const { record, busy, onSettle } = props;
  const { t } = useLanguage();
  const ids = [record.id];
  if (record.standing === null) {
    return (
      <li className={classes['pair']}>
        <p>{t('quarantine.elsewhere')}</p>
        <Side title={t('quarantine.cameLater')} facts={record.facts} receivedAt={record.receivedAt} />
        <Button variant="default" disabled={busy} onClick={() => onSettle({ how: 'dismissal', ids })}>
          {t('quarantine.dismiss')}
        </Button>
      </li>
    );
  }
  return (
    <li className={classes['pair']}>
      <p>{t('quarantine.choosePair')}</p>
      <div className={classes['sides']}>
        <div>
          <Side title={t('quarantine.inLog')} facts={record.standing} receivedAt={record.standing.receivedAt} />
          <Button variant="default" disabled={busy} onClick={() => onSettle({ how: 'dismissal', ids })}>
            {t('quarantine.keepStanding')}
          </Button>
        </div>
        <div>
          <Side title={t('quarantine.cameLater')} facts={record.facts} receivedAt={record.receivedAt} />
          <Button disabled={busy} onClick={() => onSettle({ how: 'release', ids })}>
            {t('quarantine.choose')}
          </Button>
        </div>
      </div>
    </li>
  );
}

function Side(props: { readonly title: string; readonly facts: QuarantineFacts; readonly receivedAt: Instant }) {
  const words = useLanguage();
  return (
    <dl>
      <dt>{props.title}</dt>
      {describeFacts(props.facts, words).map((word) => (
        <dd key={word}>{word}</dd>
      ))}
      <dd className={classes['soft']}>
        {words.t('quarantine.receivedAt', { at: words.format.dateTime(props.receivedAt) })}
      </dd>
    </dl>
  );
}

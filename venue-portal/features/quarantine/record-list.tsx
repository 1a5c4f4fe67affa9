import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  type QuarantinedRecord,
  type QuarantineFacts,
  type QuarantineGroup,
  remedyOf,
} from '#shared/contract/portal-quarantine.ts';
import { type Settlement, useQuarantinedRecords } from '../../api/quarantine.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { ConflictPair } from './conflict-pair.tsx';
import { describeFacts } from './describe-facts.ts';
import classes from './quarantine.module.css';

interface Deciding {
  readonly group: QuarantineGroup;
  readonly busy: boolean;
  /** At once: the choice between two was a question already. */
  readonly onSettle: (settlement: Settlement) => void;
  readonly onAsk: (settlement: Settlement) => void;
}

/** Single records, a page at a time. */
export function RecordList(props: Deciding) {
  const { group } = props;
  const { t } = useLanguage();
  const pages = useQuarantinedRecords(group.kioskId, group.code);
  return (
    <Loaded query={pages}>
      {({ pages: loaded }) => {
        const records = loaded.flatMap((page) => page.records);
        return (
          <>
            {group.code === 'conflict' ? (
              <ul className={classes['pairs']}>
                {records.map((record) => (
                  <ConflictPair key={record.id} record={record} busy={props.busy} onSettle={props.onSettle} />
                ))}
              </ul>
            ) : (
              <SelectableRecords {...props} records={records} />
            )}
            {pages.hasNextPage && (
              <Button variant="subtle" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {t('quarantine.showMore')}
              </Button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function SelectableRecords(props: Deciding & { readonly records: readonly QuarantinedRecord[] }) {
  const { group, records, onAsk } = props;
  const { t } = useLanguage();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // What is settled is gone from the list.
  const ids = records.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const toggle = (id: string): void =>
    setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const remedy = remedyOf(group.code);
  return (
    <>
      <ul className={classes['records']}>
        {records.map((record) => (
          <SelectableRecord key={record.id} record={record} chosen={chosen.has(record.id)} onToggle={toggle} />
        ))}
      </ul>
      {ids.length > 0 && (
        <div className={classes['selection']}>
          <strong>{t('quarantine.selected', { count: ids.length })}</strong>
          {remedy !== 'keep' && (
            <Button size="sm" onClick={() => onAsk({ how: 'release', ids })}>
              {t(remedy === 'trust' ? 'quarantine.release' : 'quarantine.judge')}
            </Button>
          )}
          <Button size="sm" variant="default" onClick={() => onAsk({ how: 'dismissal', ids })}>
            {t('quarantine.dismiss')}
          </Button>
        </div>
      )}
    </>
  );
}

function SelectableRecord(props: {
  readonly record: QuarantinedRecord;
  readonly chosen: boolean;
  readonly onToggle: (id: string) => void;
}) {
  const { record, chosen, onToggle } = props;
  const { t, format } = useLanguage();
  return (
    <li>
      <label>
        <input type="checkbox" checked={chosen} onChange={() => onToggle(record.id)} />
        <FactsLine facts={record.facts} />
        <small>{t('quarantine.receivedAt', { at: format.dateTime(record.receivedAt) })}</small>
      </label>
    </li>
  );
}

function FactsLine({ facts }: { readonly facts: QuarantineFacts }) {
  const words = useLanguage();
  const [when, ...rest] = describeFacts(facts, words);
  return (
    <span>
      <strong>{when}</strong> {rest.join(' · ')}
    </span>
  );
}

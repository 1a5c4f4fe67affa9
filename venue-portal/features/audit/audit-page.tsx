import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconFileSpreadsheet, IconFilterOff, IconListSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { AUDIT_GROUPS, type AuditFilter, type AuditRow, auditFilterSchema } from '#shared/contract/portal-audit.ts';
import { actionText, actorText, factText, subjectText } from '#shared/i18n/audit-words.ts';
import { auditFileUrl, useAuditFilters, useAuditPages } from '../../api/audit.ts';
import { useMe } from '../../api/session.ts';
import { DataNav } from '../../ui/data-nav.tsx';
import classes from '../../ui/data-page.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Bones, LoadFailure } from '../../ui/load-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRightsText } from '../../ui/rights-text.ts';
import { CheckPanel } from './check-panel.tsx';

/** Who did what, and who looked, in sentences. */
export default function AuditPage() {
  const t = useRightsText();
  const { language } = useLanguage();
  const me = useMe().data;
  const [filter, setFilter] = useState<AuditFilter>({});
  return (
    <div className={classes['page']}>
      <DataNav me={me} />
      <header className={classes['top']}>
        <div>
          <PageHeading title={t('audit.title')} />
          <p className={classes['soft']}>{t('audit.intro')}</p>
        </div>
      </header>
      <CheckPanel />
      <Panel
        title={t('audit.filters.label')}
        aside={
          <span className={`${classes['row']} ${classes['noPrint']}`}>
            <Button
              component="a"
              href={auditFileUrl(filter, 'xlsx', language)}
              variant="light"
              size="sm"
              leftSection={<IconFileSpreadsheet aria-hidden size={18} />}
            >
              {t('audit.exportXlsx')}
            </Button>
            <Button component="a" href={auditFileUrl(filter, 'csv', language)} variant="subtle" size="sm">
              {t('audit.exportCsv')}
            </Button>
          </span>
        }
      >
        <div className={classes['stack']}>
          <Filters filter={filter} onChange={setFilter} />
          <Trail filter={filter} />
        </div>
      </Panel>
    </div>
  );
}

function Filters(props: { readonly filter: AuditFilter; readonly onChange: (filter: AuditFilter) => void }) {
  const t = useRightsText();
  const { filter, onChange } = props;
  const known = useAuditFilters().data;
  const set = (change: Record<string, string>): void => {
    const given = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined && value !== '');
    const next = auditFilterSchema.safeParse(Object.fromEntries(given));
    if (next.success) onChange(next.data);
  };
  return (
    <search className={classes['filters']} aria-label={t('audit.filters.label')}>
      <NativeSelect
        label={t('audit.filters.group')}
        value={filter.group ?? ''}
        onChange={(event) => set({ group: event.currentTarget.value })}
        data={[
          { value: '', label: t('audit.filters.anything') },
          ...AUDIT_GROUPS.map((value) => ({ value, label: t(`audit.groups.${value}`) })),
        ]}
      />
      <NativeSelect
        label={t('audit.filters.actor')}
        value={filter.actor ?? ''}
        onChange={(event) => set({ actor: event.currentTarget.value })}
        data={[
          { value: '', label: t('audit.filters.anyone') },
          ...(known?.actors ?? []).map((actor) => ({ value: actor.id, label: actorText(t, actor) })),
        ]}
      />
      <NativeSelect
        label={t('audit.filters.venue')}
        value={filter.venueId ?? ''}
        onChange={(event) => set({ venueId: event.currentTarget.value })}
        data={[
          { value: '', label: t('audit.filters.anywhere') },
          ...(known?.venues ?? []).map(({ id, name }) => ({ value: id as string, label: name })),
        ]}
      />
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={t(`audit.filters.${end}`)}
          value={filter[end] ?? ''}
          onChange={(event) => set({ [end]: event.currentTarget.value })}
        />
      ))}
      {Object.keys(filter).length > 0 && (
        <Button variant="subtle" leftSection={<IconFilterOff aria-hidden size={18} />} onClick={() => onChange({})}>
          {t('audit.filters.clear')}
        </Button>
      )}
    </search>
  );
}

function Trail({ filter }: { readonly filter: AuditFilter }) {
  const t = useRightsText();
  const pages = useAuditPages(filter);
  if (pages.isError) return <LoadFailure error={pages.error} retry={() => void pages.refetch()} />;
  if (!pages.data) return <Bones lines={8} />;
  const rows = pages.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<IconListSearch size={34} stroke={1.5} />}
        title={t('audit.empty')}
        text={t('audit.emptyText')}
      />
    );
  }
  return (
    <>
      <ul className={classes['list']} aria-label={t('audit.listLabel')}>
        {rows.map((row) => (
          <Row key={row.seq} row={row} />
        ))}
      </ul>
      {pages.hasNextPage && (
        <div>
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('audit.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Row({ row }: { readonly row: AuditRow }) {
  const t = useRightsText();
  const { format } = useLanguage();
  const where = subjectText(t, row.subject);
  const facts = row.facts.map((fact) => factText(t, fact)).join(' · ');
  return (
    <li>
      <div className={classes['what']}>
        <strong>{actionText(t, row.action)}</strong>
        <span>
          {actorText(t, row.actor)}
          {where !== '' && ` · ${where}`}
        </span>
        {facts !== '' && <small>{facts}</small>}
      </div>
      <small className={classes['small']}>
        <time dateTime={new Date(row.at).toISOString()}>{format.dateTime(row.at)}</time> · #{row.seq}
      </small>
    </li>
  );
}

import { Button } from '@mantine/core';
import { IconAlertOctagon, IconShieldCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Incident } from '#shared/contract/portal-audit.ts';
import { useIncidents } from '../../api/audit.ts';
import { useMe } from '../../api/session.ts';
import { DataNav } from '../../ui/data-nav.tsx';
import classes from '../../ui/data-page.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRightsText } from '../../ui/rights-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { NoticeChip } from './notice-chip.tsx';

export default function IncidentsPage() {
  const t = useRightsText();
  const me = useMe().data;
  const incidents = useIncidents();
  return (
    <div className={classes['page']}>
      <DataNav me={me} />
      <header className={classes['top']}>
        <div>
          <PageHeading title={t('incidents.title')} />
          <p className={classes['soft']}>{t('incidents.intro')}</p>
        </div>
        {me?.role === 'owner' && (
          <Button component={Link} to="/data/incidents/new" leftSection={<IconAlertOctagon aria-hidden size={20} />}>
            {t('incidents.add')}
          </Button>
        )}
      </header>
      <Loaded query={incidents} lines={4}>
        {({ incidents: list, now }) =>
          list.length === 0 ? (
            <Panel title={t('incidents.listLabel')}>
              <EmptyState
                icon={<IconShieldCheck size={34} stroke={1.5} />}
                title={t('incidents.emptyTitle')}
                text={t('incidents.emptyText')}
              />
            </Panel>
          ) : (
            <List incidents={list} loadedAt={now} />
          )
        }
      </Loaded>
    </div>
  );
}

function List({ incidents, loadedAt }: { readonly incidents: readonly Incident[]; readonly loadedAt: number }) {
  const t = useRightsText();
  const { format } = useLanguage();
  const now = Math.max(loadedAt, useNow(60_000));
  return (
    <Panel>
      <ul className={classes['list']} aria-label={t('incidents.listLabel')}>
        {incidents.map((incident) => (
          <li key={incident.id}>
            <div className={classes['what']}>
              <Link to={`/data/incidents/${incident.id}`}>
                {t(`incidents.kinds.${incident.kind}`)} · {incident.reference}
              </Link>
              <small>{t('incidents.openedAt', { time: format.dateTime(incident.openedAt) })}</small>
            </div>
            <NoticeChip incident={incident} now={now} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

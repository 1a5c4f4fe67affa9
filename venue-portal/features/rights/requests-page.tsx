import { Button } from '@mantine/core';
import { IconPlus, IconUserShield } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { RightsRequest } from '#shared/contract/portal-rights.ts';
import { useRightsList } from '../../api/rights.ts';
import { canAttend, canManage, useMe } from '../../api/session.ts';
import { DataNav } from '../../ui/data-nav.tsx';
import classes from '../../ui/data-page.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRightsText } from '../../ui/rights-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { DueChip, urgencyOf } from './due.tsx';

/** What visitors ask about their data, by deadline. */
export default function RequestsPage() {
  const t = useRightsText();
  const me = useMe().data;
  const mayAdd = me ? canAttend(me) : false;
  const list = useRightsList();
  return (
    <div className={classes['page']}>
      <DataNav me={me} />
      <header className={classes['top']}>
        <div>
          <PageHeading title={t('list.title')} />
          <p className={classes['soft']}>{t('list.intro')}</p>
        </div>
        {mayAdd && (
          <Button component={Link} to="/data/requests/new" leftSection={<IconPlus aria-hidden size={20} />}>
            {t('list.add')}
          </Button>
        )}
      </header>
      <Loaded query={list} lines={5}>
        {({ requests, now }) => <Lists requests={requests} loadedAt={now} />}
      </Loaded>
    </div>
  );
}

function Lists({ requests, loadedAt }: { readonly requests: readonly RightsRequest[]; readonly loadedAt: number }) {
  const t = useRightsText();
  // The server's time counts: a wrong clock here must not hide a deadline.
  const here = useNow(60_000);
  const now = Math.max(loadedAt, here < loadedAt + 86_400_000 ? here : loadedAt);
  if (requests.length === 0) {
    return (
      <Panel title={t('list.open', { count: 0 })}>
        <EmptyState
          icon={<IconUserShield size={34} stroke={1.5} />}
          title={t('list.emptyTitle')}
          text={t('list.emptyText')}
        />
      </Panel>
    );
  }
  const open = requests.filter(({ status }) => status === 'open');
  const closed = requests.filter(({ status }) => status !== 'open');
  const over = open.filter((request) => urgencyOf(request, now) === 'over').length;
  const soon = open.filter((request) => urgencyOf(request, now) === 'soon').length;
  return (
    <>
      {over > 0 && <Notice tone="stop">{t('list.overdue', { count: over })}</Notice>}
      {over === 0 && soon > 0 && <Notice tone="warn">{t('list.dueSoon', { count: soon })}</Notice>}
      <Panel title={t('list.open', { count: open.length })}>
        {open.length === 0 ? (
          <p className={classes['soft']}>{t('list.none')}</p>
        ) : (
          <Rows requests={open} label={t('list.openLabel')} now={now} />
        )}
      </Panel>
      {closed.length > 0 && (
        <Panel title={t('list.closed')}>
          <Rows requests={closed} label={t('list.closedLabel')} now={now} />
        </Panel>
      )}
    </>
  );
}

function Rows(props: { readonly requests: readonly RightsRequest[]; readonly label: string; readonly now: number }) {
  const t = useRightsText();
  const { format } = useLanguage();
  const me = useMe().data;
  const mayOpen = me ? canManage(me) : false;
  return (
    <ul className={classes['list']} aria-label={props.label}>
      {props.requests.map((request) => (
        <li key={request.id}>
          <div className={classes['what']}>
            <span>
              {mayOpen ? (
                <Link to={`/data/requests/${request.id}`}>
                  {t(`kinds.${request.kind}`)} · {request.reference}
                </Link>
              ) : (
                <strong>
                  {t(`kinds.${request.kind}`)} · {request.reference}
                </strong>
              )}
            </span>
            <small>
              {t('list.received', { time: format.dateTime(request.receivedAt) })} · {t(`channels.${request.channel}`)}
              {request.closedAt !== null && ` · ${t('due.closedAt', { time: format.dateTime(request.closedAt) })}`}
            </small>
          </div>
          <DueChip request={request} now={props.now} />
        </li>
      ))}
    </ul>
  );
}

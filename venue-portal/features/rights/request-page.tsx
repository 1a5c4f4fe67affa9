import { Button } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useParams } from 'react-router';
import type { RightsDetail } from '#shared/contract/portal-rights.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useRightsAct, useRightsRequest } from '../../api/rights.ts';
import { BackLink } from '../../ui/back-link.tsx';
import classes from '../../ui/data-page.module.css';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useRightsText } from '../../ui/rights-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { DueChip } from './due.tsx';
import { FindPanel } from './find-panel.tsx';
import { OutcomePanel } from './outcome-panel.tsx';
import { RefusePanel } from './refuse-panel.tsx';

/** One request, from being heard to its answer. */
export default function RequestPage() {
  const { requestId = '' } = useParams();
  const t = useRightsText();
  const request = useRightsRequest(requestId);
  return (
    <div className={classes['page']}>
      <BackLink to="/data">{t('form.back')}</BackLink>
      <Loaded query={request} lines={6} heading={t('list.title')}>
        {(detail) => <Request detail={detail} />}
      </Loaded>
    </div>
  );
}

function Request({ detail }: { readonly detail: RightsDetail }) {
  const t = useRightsText();
  const now = useNow(60_000);
  const [said, setSaid] = useState<string | null>(null);
  const isOpen = detail.status === 'open';
  return (
    <>
      <header className={classes['top']}>
        <div>
          <PageHeading title={t('detail.title', { reference: detail.reference })} />
          <p className={classes['soft']}>
            {t(`kinds.${detail.kind}`)} – {t(`kindHints.${detail.kind}`)}
          </p>
        </div>
        <DueChip request={detail} now={now} />
      </header>
      <div role="status">{said !== null && <Notice tone="good">{said}</Notice>}</div>
      {isOpen && <Acknowledge detail={detail} />}
      <WhoPanel detail={detail} />
      {!isOpen && <OutcomePanel detail={detail} />}
      {(isOpen || (detail.kind === 'access' && detail.status === 'done')) && (
        <FindPanel detail={detail} onDone={setSaid} />
      )}
      {isOpen && <RefusePanel id={detail.id} onDone={setSaid} />}
    </>
  );
}

function Acknowledge({ detail }: { readonly detail: RightsDetail }) {
  const t = useRightsText();
  const { t: common, format } = useLanguage();
  const act = useRightsAct(detail.id);
  if (detail.acknowledgedAt !== null) return null;
  return (
    <Notice tone="warn">
      <div className={classes['stack']}>
        <span>{t('detail.acknowledgeText', { time: format.dateTime(detail.acknowledgeBy) })}</span>
        <div>
          <Button loading={act.isPending} onClick={() => act.mutate({ act: 'acknowledgement' })}>
            {t('detail.acknowledge')}
          </Button>
        </div>
        {act.isError && <span role="alert">{common(problemKey(failureOf(act.error)))}</span>}
      </div>
    </Notice>
  );
}

function WhoPanel({ detail }: { readonly detail: RightsDetail }) {
  const t = useRightsText();
  const { format } = useLanguage();
  const act = useRightsAct(detail.id);
  const { asker } = detail;
  const facts: Array<readonly [string, string | null]> = [
    [t('detail.name'), asker?.name ?? null],
    [t('detail.contact'), asker?.contact ?? null],
    [t('detail.note'), asker?.note ?? null],
    [t('detail.channel'), t(`channels.${detail.channel}`)],
    [t('detail.check'), t(`checks.${detail.identityCheck}`)],
    [t('detail.receivedAt'), format.dateTime(detail.receivedAt)],
    [t('detail.receivedBy'), detail.receivedBy],
    [t('detail.acknowledgedAt'), detail.acknowledgedAt === null ? null : format.dateTime(detail.acknowledgedAt)],
    [t('detail.dueAt'), `${format.dateTime(detail.dueAt)} ${detail.extended ? t('detail.extended') : ''}`],
  ];
  return (
    <Panel title={t('detail.who')}>
      <div className={classes['stack']}>
        {!asker && <p className={classes['soft']}>{t('detail.whoGone')}</p>}
        <dl className={classes['facts']}>
          {facts.map(([label, value]) =>
            value === null || value.trim() === '' ? null : (
              <Fragment key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </Fragment>
            ),
          )}
        </dl>
        {detail.mayExtend && (
          <div className={classes['row']}>
            <Button variant="default" loading={act.isPending} onClick={() => act.mutate({ act: 'extension' })}>
              {t('detail.extend')}
            </Button>
            <span className={classes['small']}>{t('detail.extendText')}</span>
          </div>
        )}
      </div>
    </Panel>
  );
}

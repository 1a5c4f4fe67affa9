import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useParams } from 'react-router';
import { INCIDENT_STEPS, type IncidentDetail } from '#shared/contract/portal-audit.ts';
import { actionText, actorText } from '#shared/i18n/audit-words.ts';
import { useAddEntry, useContactsFile, useIncident } from '../../api/audit.ts';
import { useMe } from '../../api/session.ts';
import { BackLink } from '../../ui/back-link.tsx';
import classes from '../../ui/data-page.module.css';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRightsText } from '../../ui/rights-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { NoticeChip } from './notice-chip.tsx';
import { NoticesPanel } from './notices-panel.tsx';
import { TimelinePanel } from './timeline-panel.tsx';

/** The file of one incident: what is known, what to do, what was done. Prints as it stands. */
export default function IncidentPage() {
  const { incidentId = '' } = useParams();
  const t = useRightsText();
  const incident = useIncident(incidentId);
  return (
    <div className={classes['page']}>
      <BackLink to="/data/incidents">{t('form.back')}</BackLink>
      <Loaded query={incident} lines={8} heading={t('incidents.title')}>
        {(detail) => <File detail={detail} />}
      </Loaded>
    </div>
  );
}

function File({ detail }: { readonly detail: IncidentDetail }) {
  const t = useRightsText();
  const { format } = useLanguage();
  const now = useNow(60_000);
  const isOwner = useMe().data?.role === 'owner';
  const { window } = detail;
  return (
    <>
      <header className={classes['top']}>
        <div>
          <PageHeading title={t('incidents.detailTitle', { reference: detail.reference })} />
          <p className={classes['soft']}>
            {t(`incidents.kinds.${detail.kind}`)} · {format.dateTime(window.from)} – {format.dateTime(window.until)}
          </p>
        </div>
        <span className={classes['row']}>
          <NoticeChip incident={detail} now={now} />
          <Button
            variant="default"
            size="sm"
            className={classes['noPrint'] ?? ''}
            leftSection={<IconPrinter aria-hidden size={18} />}
            onClick={() => globalThis.print()}
          >
            {t('incidents.print')}
          </Button>
        </span>
      </header>
      <FindingsPanel detail={detail} mayExport={isOwner} />
      <StepsPanel detail={detail} mayChange={isOwner} />
      <NoticesPanel detail={detail} />
      <TimelinePanel detail={detail} mayChange={isOwner} />
    </>
  );
}

function FindingsPanel({ detail, mayExport }: { readonly detail: IncidentDetail; readonly mayExport: boolean }) {
  const t = useRightsText();
  const { language, format } = useLanguage();
  const file = useContactsFile(detail.id);
  const { findings } = detail;
  const figures = [
    [t('incidents.found.visits'), findings.visits],
    [t('incidents.found.full'), findings.full],
    [t('incidents.found.health'), findings.withHealth],
    [t('incidents.found.reachable'), findings.reachable],
    [t('incidents.found.exports'), findings.exports],
  ] as const;
  return (
    <Panel title={t('incidents.found.title')}>
      <div className={classes['stack']}>
        <dl className={classes['figures']}>
          {figures.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{format.number(value)}</dd>
            </div>
          ))}
        </dl>
        {findings.venues.length > 0 && (
          <p className={classes['small']}>
            {t('incidents.found.byVenue')}:{' '}
            {findings.venues.map(({ name, visits }) => `${name} (${format.number(visits)})`).join(', ')}
          </p>
        )}
        <Readings detail={detail} />
        <Failure error={file.error} />
        {mayExport && findings.reachable > 0 && (
          <div className={`${classes['row']} ${classes['noPrint']}`}>
            <Button
              variant="light"
              loading={file.isPending}
              leftSection={<IconDownload aria-hidden size={20} />}
              onClick={() => file.mutate(language)}
            >
              {t('incidents.found.contacts')}
            </Button>
            <span className={classes['small']}>{t('incidents.found.contactsHint')}</span>
          </div>
        )}
      </div>
    </Panel>
  );
}

function Readings({ detail: { findings } }: { readonly detail: IncidentDetail }) {
  const t = useRightsText();
  const { format } = useLanguage();
  if (findings.readings.length === 0) return <p className={classes['soft']}>{t('incidents.found.none')}</p>;
  return (
    <>
      {findings.cut && <Notice tone="info">{t('incidents.found.cut')}</Notice>}
      <ul className={classes['list']} aria-label={t('incidents.found.label')}>
        {findings.readings.map((reading) => (
          <li key={reading.seq}>
            <div className={classes['what']}>
              <strong>{actorText(t, reading.actor)}</strong>
              <small>
                {format.dateTime(reading.at)} · {actionText(t, reading.action)}
                {reading.venueName !== null && ` · ${reading.venueName}`}
              </small>
            </div>
            <Chip tone={reading.level === 'full' ? 'warn' : 'plain'}>{t(`readers.${reading.level}`)}</Chip>
          </li>
        ))}
      </ul>
    </>
  );
}

function StepsPanel({ detail, mayChange }: { readonly detail: IncidentDetail; readonly mayChange: boolean }) {
  const t = useRightsText();
  const add = useAddEntry(detail.id);
  return (
    <Panel title={t('incidents.steps.title')}>
      <div className={classes['steps']}>
        {INCIDENT_STEPS.map((step) => (
          <label key={step}>
            <input
              type="checkbox"
              checked={detail.done.includes(step)}
              disabled={!mayChange || add.isPending || detail.closedAt !== null}
              onChange={(event) => add.mutate({ kind: 'step', step, done: event.currentTarget.checked })}
            />
            {t(`incidents.steps.${step}`)}
          </label>
        ))}
        <Failure error={add.error} />
      </div>
    </Panel>
  );
}

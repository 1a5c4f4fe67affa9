import { Button } from '@mantine/core';
import { IconFileSpreadsheet, IconPrinter } from '@tabler/icons-react';
import { useParams } from 'react-router';
import type { Report } from '#shared/contract/portal-ward-reports.ts';
import { reportFilePath, useReport, useSubmitReport } from '../../api/ward-reports.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import { CityReports, Told } from './city-report.tsx';
import { ReportTable } from './report-table.tsx';
import { SubmitForm } from './submit-form.tsx';
import classes from './ward.module.css';
import { useThisWard } from './ward-layout.tsx';

/** One report: a ward submits, whoever asked sees who has. */
export default function ReportPage() {
  const w = useWardText();
  const call = useParams()['callId'] ?? '';
  return (
    <>
      <BackLink to="/ward/reports">{w('reports.back')}</BackLink>
      <Loaded query={useReport(call)} lines={8} heading={w('reports.title')}>
        {(report) => <ReportBody report={report} />}
      </Loaded>
    </>
  );
}

function ReportBody({ report }: { readonly report: Report }) {
  const { call, rows } = report;
  const w = useWardText();
  const { language, format } = useLanguage();
  const isWard = useThisWard().role === 'ward-officer';
  return (
    <>
      <div className={classes['top']}>
        <div>
          <PageHeading title={call.title} />
          <p className={classes['soft']}>
            {w('reports.due', { time: format.dateTime(call.dueAt) })} ·{' '}
            {w('reports.progress', { submitted: call.submitted, asked: call.asked })}
          </p>
        </div>
        <div className={classes['actions']}>
          <Button
            component="a"
            variant="light"
            href={reportFilePath(call.id, 'pdf', language)}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconPrinter aria-hidden size={20} />}
          >
            {w('reports.pdf')}
          </Button>
          <Button
            component="a"
            variant="light"
            href={reportFilePath(call.id, 'xlsx', language)}
            leftSection={<IconFileSpreadsheet aria-hidden size={20} />}
          >
            {w('reports.xlsx')}
          </Button>
        </div>
      </div>
      {isWard &&
        rows
          .filter(({ state }) => state === 'missing')
          .map(({ unit }) => <SubmitPanel key={unit.code} call={call.id} unit={unit} />)}
      <CityReports report={report} />
      <Panel title={w('reports.rows')}>
        <Rows report={report} />
      </Panel>
    </>
  );
}

function SubmitPanel(props: {
  readonly call: string;
  readonly unit: { readonly code: string; readonly name: string };
}) {
  const { call, unit } = props;
  const w = useWardText();
  const submit = useSubmitReport();
  return (
    <Panel title={unit.name}>
      <SubmitForm
        id={`note-${unit.code}`}
        label={w('reports.submit')}
        work={submit}
        onSubmit={(note) => submit.mutate({ call, unit: unit.code, note })}
      />
    </Panel>
  );
}

function Rows({ report: { rows, totals } }: { readonly report: Report }) {
  const w = useWardText();
  return (
    <ReportTable
      label={w('reports.rows')}
      totals={totals}
      rows={rows.map(({ unit, state, submittedAt, figures, note, sha256 }) => ({
        key: unit.code,
        name: unit.name,
        state,
        submittedAt,
        counts: figures?.counts ?? null,
        more: sha256 === null ? null : <Told note={note} proof={w('reports.proof', { hash: sha256.slice(0, 16) })} />,
      }))}
    />
  );
}

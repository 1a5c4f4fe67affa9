import { Button } from '@mantine/core';
import { IconFileSpreadsheet, IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CityRow, Report } from '#shared/contract/portal-ward-reports.ts';
import { reportFilePath, useSubmitCityReport } from '../../api/ward-reports.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import { ReportTable, StateChip } from './report-table.tsx';
import { SubmitForm } from './submit-form.tsx';
import classes from './ward.module.css';

/** How the report goes on upward: a city submits, or sees what it submitted; a province sees who of its cities has. */
export function CityReports({ report }: { readonly report: Report }) {
  const { cities, ownArea, call } = report;
  const own = cities.find(({ area }) => area === ownArea);
  if (!call.cities) return null;
  if (own)
    return own.id === null ? <SubmitUpward report={report} /> : <Submitted call={call.id} city={own} id={own.id} />;
  return <CityTable report={report} />;
}

function SubmitUpward({ report: { call, rows } }: { readonly report: Report }) {
  const w = useWardText();
  const { format } = useLanguage();
  const submit = useSubmitCityReport();
  const missing = rows.filter(({ state }) => state === 'missing').map(({ unit }) => unit.name);
  return (
    <Panel title={w('reports.upward')}>
      <p>
        {w('reports.cityDue', { time: format.dateTime(call.cities?.dueAt ?? 0) })}{' '}
        {w('reports.upwardText', { submitted: rows.length - missing.length, asked: rows.length })}
      </p>
      {missing.length > 0 && (
        <Notice tone="warn">
          <strong>{w('reports.upwardMissing', { count: missing.length })}</strong>
          <br />
          {missing.join(', ')}
        </Notice>
      )}
      <SubmitForm
        id="note-upward"
        label={w('reports.upwardSubmit')}
        work={submit}
        onSubmit={(note) => submit.mutate({ call: call.id, note })}
      />
    </Panel>
  );
}

function Submitted(props: { readonly call: string; readonly city: CityRow; readonly id: string }) {
  const { call, city, id } = props;
  const w = useWardText();
  const { format } = useLanguage();
  return (
    <Panel title={w('reports.upward')}>
      <div className={classes['row']} role="status">
        <div>
          <StateChip state={city.state} />
          <p>
            {w('reports.submitted', { time: format.dateTime(city.submittedAt ?? 0) })} · <Proof city={city} />
          </p>
          {city.note !== '' && <p className={classes['soft']}>{city.note}</p>}
        </div>
        <Files call={call} submission={id} name={city.name} />
      </div>
    </Panel>
  );
}

function Proof({ city: { figures, sha256 } }: { readonly city: CityRow }) {
  const w = useWardText();
  if (!figures || sha256 === null) return null;
  const asked = figures.wards.length + figures.missing.length;
  return (
    <>
      {w('reports.cityWards', { submitted: figures.wards.length, asked })} ·{' '}
      {w('reports.proof', { hash: sha256.slice(0, 16) })}
    </>
  );
}

/** @param name whose they are, for who does not see the row. */
function Files(props: { readonly call: string; readonly submission: string; readonly name: string }) {
  const { call, submission, name } = props;
  const w = useWardText();
  const { language } = useLanguage();
  const kinds = [
    ['pdf', 'reports.pdf', IconPrinter],
    ['xlsx', 'reports.xlsx', IconFileSpreadsheet],
  ] as const;
  return (
    <div className={classes['actions']}>
      {kinds.map(([kind, label, Icon]) => (
        <Button
          key={kind}
          component="a"
          variant="light"
          size="sm"
          href={reportFilePath(call, kind, language, submission)}
          aria-label={`${w(label)}: ${name}`}
          leftSection={<Icon aria-hidden size={18} />}
          {...(kind === 'pdf' && { target: '_blank', rel: 'noreferrer' })}
        >
          {w(label)}
        </Button>
      ))}
    </div>
  );
}

function CityTable({ report: { call, cities } }: { readonly report: Report }) {
  const w = useWardText();
  const { format } = useLanguage();
  const { dueAt = 0, asked = 0, submitted = 0 } = call.cities ?? {};
  return (
    <Panel title={w('reports.cities')}>
      <p className={classes['soft']}>
        {w('reports.cityDue', { time: format.dateTime(dueAt) })} {w('reports.progress', { submitted, asked })}
      </p>
      <ReportTable
        label={w('reports.cities')}
        rows={cities.map((city) => ({
          key: city.area,
          name: city.name,
          state: city.state,
          submittedAt: city.submittedAt,
          counts: city.figures?.counts ?? null,
          more:
            city.id === null ? null : (
              <>
                <Told note={city.note} proof={<Proof city={city} />} />
                <Files call={call.id} submission={city.id} name={city.name} />
              </>
            ),
        }))}
      />
    </Panel>
  );
}

/** What came with the figures, and by what they are known again. */
export function Told({ note, proof }: { readonly note: string; readonly proof: ReactNode }) {
  return (
    <>
      {note !== '' && <p>{note}</p>}
      <small>{proof}</small>
    </>
  );
}

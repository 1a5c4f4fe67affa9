import { Button, TextInput } from '@mantine/core';
import { IconReportAnalytics } from '@tabler/icons-react';
import { Link } from 'react-router';
import { z } from 'zod';
import { type ReportCall, reportCallInputSchema } from '#shared/contract/portal-ward-reports.ts';
import { DEFAULT_TIME_ZONE } from '#shared/domain/instant.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useCallReport, useReports } from '../../api/ward-reports.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';
import { useThisWard } from './ward-layout.tsx';

/** What is asked for, by when, and who has given it. */
export default function ReportsPage() {
  const w = useWardText();
  const { role } = useThisWard();
  const isAbove = role !== 'ward-officer';
  return (
    <>
      <div>
        <PageHeading title={w('reports.title')} />
        <p className={classes['soft']}>{w('reports.intro')}</p>
      </div>
      {isAbove && <AskForm asksCities={role === 'province-officer'} />}
      <Loaded query={useReports()} lines={6}>
        {({ reports, now }) =>
          reports.length === 0 ? (
            <EmptyState
              level={2}
              icon={<IconReportAnalytics size={40} />}
              title={w('reports.emptyTitle')}
              text={isAbove ? w('reports.emptyAbove') : w('reports.emptyWard')}
            />
          ) : (
            <ul className={classes['cases']} aria-label={w('reports.title')}>
              {reports.map((call) => (
                <CallCard key={call.id} call={call} now={now} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function CallCard({ call, now }: { readonly call: ReportCall; readonly now: number }) {
  const { id, title, dueAt, asked, submitted, late, cities } = call;
  const w = useWardText();
  const { format } = useLanguage();
  return (
    <li>
      <Link to={`/ward/reports/${id}`}>{title}</Link>
      <small>
        {w('reports.due', { time: format.dateTime(dueAt) })} ·{' '}
        {dueAt > now ? w('reports.dueIn', { duration: format.duration(dueAt - now) }) : w('reports.over')}
      </small>
      <div className={classes['chips']}>
        <Chip tone={submitted === asked ? 'good' : dueAt > now ? 'info' : 'stop'}>
          {w('reports.progress', { submitted, asked })}
        </Chip>
        {late > 0 && <Chip tone="warn">{w('reports.late', { count: late })}</Chip>}
        {cities && (
          <Chip tone={cities.submitted === cities.asked ? 'good' : cities.dueAt > now ? 'info' : 'stop'}>
            {w('reports.cityProgress', { submitted: cities.submitted, asked: cities.asked })}
          </Chip>
        )}
      </div>
    </li>
  );
}

const timeSchema = z.string().regex(/^\d{2}:\d{2}$/);

/** On the wall clock of the deployment, whatever the device's own zone is. */
function instantOf(day: string, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfDay(day, DEFAULT_TIME_ZONE) + (hours * 60 + minutes) * 60_000;
}

/** A day that is left empty for the cities is that of the wards. */
const askSchema = z
  .object({
    title: reportCallInputSchema.shape.title,
    day: z.iso.date(),
    time: timeSchema,
    cityDay: z.union([z.literal(''), z.iso.date()]),
    cityTime: timeSchema,
  })
  .refine(
    ({ day, time, cityDay, cityTime }) => cityDay === '' || instantOf(cityDay, cityTime) >= instantOf(day, time),
    {
      path: ['cityDay'],
    },
  )
  .transform(({ title, day, time, cityDay, cityTime }) => ({
    title,
    dueAt: instantOf(day, time),
    ...(cityDay !== '' && { cityDueAt: instantOf(cityDay, cityTime) }),
  }));

function AskForm({ asksCities }: { readonly asksCities: boolean }) {
  const w = useWardText();
  const { t } = useLanguage();
  const ask = useCallReport();
  const { form, problems, attempt, field } = usePageForm({
    schema: askSchema,
    defaultValues: { title: '', day: '', time: '17:00', cityDay: '', cityTime: '17:00' },
    messages: {
      title: { else: w('reports.nameMissing') },
      day: { else: w('reports.dueMissing') },
      time: { else: w('reports.dueMissing') },
      cityDay: { else: w('reports.cityDueEarly') },
      cityTime: { else: w('reports.dueMissing') },
    },
    failure: ask.error,
  });
  const general = ask.isError && problems.length === 0 ? t(problemKey(failureOf(ask.error))) : undefined;
  const submit = form.handleSubmit(
    (asked) => ask.mutate(asked, { onSuccess: () => form.reset() }),
    () => ask.reset(),
  );
  return (
    <Panel title={w('reports.ask')}>
      <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary problems={problems} general={general} attempt={attempt} />
        <div role="status">{ask.isSuccess && <Notice tone="good">{w('reports.asked')}</Notice>}</div>
        <div className={classes['fields']}>
          <TextInput label={w('reports.name')} description={w('reports.nameHint')} {...field('title')} />
          <TextInput type="date" label={w('reports.dueDay')} description={w('reports.askHint')} {...field('day')} />
          <TextInput type="time" label={w('reports.dueTime')} {...field('time')} />
        </div>
        {asksCities && (
          <div className={classes['fields']}>
            <TextInput
              type="date"
              label={w('reports.cityDueDay')}
              description={w('reports.cityDueHint')}
              {...field('cityDay')}
            />
            <TextInput type="time" label={w('reports.cityDueTime')} {...field('cityTime')} />
          </div>
        )}
        <div>
          <Button type="submit" loading={ask.isPending}>
            {w('reports.send')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

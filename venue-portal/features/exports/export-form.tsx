import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconFileExport, IconFilterOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { z } from 'zod';
import {
  EXPORT_COLUMNS,
  type ExportColumn,
  exportRequestSchema,
  MAX_PDF_ROWS,
} from '#shared/contract/portal-exports.ts';
import { type LogFilter, visitQuerySchema } from '#shared/contract/portal-visits.ts';
import { entranceIdSchema } from '#shared/domain/ids.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { useExportPreview, useOrderExport } from '../../api/exports.ts';
import { failureOf } from '../../api/problem-error.ts';
import { canManage, useMe } from '../../api/session.ts';
import { useVenue } from '../../api/venues.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import type { FieldMessages } from '../../ui/form/field-problems.ts';
import { Segments } from '../../ui/form/segments.tsx';
import { type PageForm, usePageForm } from '../../ui/form/use-page-form.ts';
import { type PortalTranslate, useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { type ExportTranslate, useExportText } from './export-text.ts';
import classes from './exports.module.css';
import { daysOf, PERIODS, periodOf } from './period.ts';

type Form = PageForm<z.input<typeof exportRequestSchema>, z.output<typeof exportRequestSchema>>;

const exportMessages = (t: ExportTranslate): FieldMessages => ({
  from: { else: t('errors.fromMissing') },
  to: { order: t('errors.order'), else: t('errors.toMissing') },
  columns: { else: t('errors.columns') },
  reason: { long: t('errors.reasonLong'), else: t('errors.reasonMissing') },
});

/** What the log's page hands on: the same filter in its address. */
function readFilter(search: URLSearchParams): LogFilter {
  const query = visitQuerySchema.safeParse(Object.fromEntries(search));
  if (!query.success) return {};
  const { before: _before, ...filter } = query.data;
  return filter;
}

export function ExportForm({ onOrdered }: { readonly onOrdered: (id: string) => void }) {
  const t = useExportText();
  const { t: portal, language } = useLanguage();
  const order = useOrderExport(useVenueId());
  const me = useMe().data;
  const today = dayOf(useNow(60_000));
  const [search] = useSearchParams();
  const wish = readFilter(search);
  const bound = usePageForm({
    schema: exportRequestSchema,
    defaultValues: {
      ...wish,
      ...{ from: wish.from ?? daysOf('week', today)?.from ?? today, to: wish.to ?? wish.from ?? today },
      ...{ format: 'xlsx', reveal: false, reason: '', delimiter: ',', language, columns: [...EXPORT_COLUMNS] },
    },
    messages: exportMessages(t),
    failure: order.error,
  });
  const { form, problems, attempt } = bound;
  const { format, reveal } = form.watch();
  const general = order.isError && problems.length === 0 ? sayFailure(t, portal, order.error) : undefined;
  const submit = form.handleSubmit(
    ({ reason, columns, ...request }) => {
      const isAll = columns?.length === EXPORT_COLUMNS.length;
      const chosen = { ...request, language, ...(!isAll && columns && { columns }), ...(request.reveal && { reason }) };
      order.mutate(chosen, { onSuccess: ({ id }) => onOrdered(id) });
    },
    () => order.reset(),
  );
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <p className={classes['soft']}>{t('intro')}</p>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <PeriodFields bound={bound} today={today} />
      <ChoiceCards
        legend={t('format')}
        value={format}
        onChange={(value) => form.setValue('format', value)}
        options={[
          { value: 'xlsx', label: t('xlsx'), hint: t('xlsxHint') },
          { value: 'pdf', label: t('pdf'), hint: t('pdfHint', { most: MAX_PDF_ROWS.toLocaleString('vi-VN') }) },
          { value: 'csv', label: t('csv'), hint: t('csvHint') },
        ]}
      />
      {me && !canManage(me) ? (
        <Notice tone="info">{t('maskedOnly')}</Notice>
      ) : (
        <ChoiceCards
          legend={t('content')}
          value={reveal ? 'full' : 'masked'}
          onChange={(value) => form.setValue('reveal', value === 'full')}
          options={[
            { value: 'masked', label: t('masked'), hint: t('maskedHint') },
            { value: 'full', label: t('full'), hint: t('fullHint') },
          ]}
        />
      )}
      {reveal && (
        <Textarea
          label={t('reason')}
          description={t('reasonHint')}
          rows={3}
          maxLength={300}
          {...bound.field('reason')}
        />
      )}
      <MoreFields bound={bound} />
      <Button
        type="submit"
        size="lg"
        className={classes['submit']}
        loading={order.isPending}
        leftSection={<IconFileExport aria-hidden size={22} />}
      >
        {t('submit')}
      </Button>
    </form>
  );
}

function sayFailure(t: ExportTranslate, portal: PortalTranslate, error: Error): string {
  const code = failureOf(error);
  if (code === 'too-large') return t('errors.tooLarge', { most: MAX_PDF_ROWS.toLocaleString('vi-VN') });
  if (code === 'conflict') return t('errors.busy');
  return code === 'unavailable' ? t('errors.full') : portal(problemKey(code));
}

/** The usual ones by a press, or any two dates; and how many visits that would be. */
function PeriodFields({ bound: { form, field }, today }: { readonly bound: Form; readonly today: string }) {
  const t = useExportText();
  const venue = useVenue(useVenueId()).data;
  const { from, to, entranceId, verdicts, ways, assurances, presence, marks } = form.watch();
  const [isOwn, setIsOwn] = useState(() => periodOf({ from, to }, today) === 'own');
  const isFiltered =
    [verdicts, ways, assurances, marks].some((list) => (list ?? []).length > 0) || presence !== undefined;
  return (
    <div className={classes['period']}>
      <Segments
        legend={t('period')}
        value={isOwn ? 'own' : periodOf({ from, to }, today)}
        onChange={(period) => {
          setIsOwn(period === 'own');
          const days = daysOf(period, today);
          if (!days) return;
          form.setValue('from', days.from);
          form.setValue('to', days.to);
        }}
        options={PERIODS.map((period) => ({ value: period, label: t(`periods.${period}`) }))}
      />
      <div className={classes['range']}>
        {isOwn && (
          <>
            <TextInput type="date" label={t('from')} max={today} {...field('from')} />
            <TextInput type="date" label={t('to')} max={today} {...field('to')} />
          </>
        )}
        {venue && venue.entrances.length > 1 && (
          <NativeSelect
            label={t('entrance')}
            value={entranceId ?? ''}
            data={[
              { value: '', label: t('anyEntrance') },
              ...venue.entrances.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) =>
              form.setValue('entranceId', entranceIdSchema.safeParse(event.currentTarget.value).data)
            }
          />
        )}
      </div>
      {isFiltered && (
        <p className={classes['filtered']}>
          {t('filtered')}
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconFilterOff aria-hidden size={18} />}
            onClick={() => {
              for (const name of ['verdicts', 'ways', 'assurances', 'presence', 'marks'] as const) {
                form.setValue(name, undefined);
              }
            }}
          >
            {t('unfilter')}
          </Button>
        </p>
      )}
      <RowCount
        filter={{
          ...{ from, to, verdicts, ways, assurances, presence, marks },
          entranceId: entranceIdSchema.safeParse(entranceId).data,
        }}
      />
    </div>
  );
}

function RowCount({ filter }: { readonly filter: LogFilter }) {
  const t = useExportText();
  const { format } = useLanguage();
  const isSound = filter.from !== undefined && filter.from !== '' && (filter.to ?? '') >= filter.from;
  const preview = useExportPreview(useVenueId(), filter, isSound).data;
  if (!isSound) return null;
  if (preview?.rows === 0 && !preview.isMore) return <Notice tone="warn">{t('rowsNone')}</Notice>;
  const number = format.number(preview?.rows ?? 0);
  const words = preview && (preview.isMore ? t('rowsMore', { number }) : t('rows', { count: preview.rows, number }));
  return (
    <p className={classes['count']} role="status">
      {words ?? t('counting')}
    </p>
  );
}

/** What few people need: folded away. */
function MoreFields({ bound: { form, field, problems } }: { readonly bound: Form }) {
  const t = useExportText();
  const { format, columns = [] } = form.watch();
  const problem = problems.find(({ path }) => path === 'columns')?.message;
  const toggle = (column: ExportColumn, isOn: boolean) =>
    form.setValue(
      'columns',
      EXPORT_COLUMNS.filter((each) => (each === column ? isOn : columns.includes(each))),
    );
  return (
    <details className={classes['more']} open={problem !== undefined || undefined}>
      <summary>{t('more')}</summary>
      <fieldset className={classes['columns']} id="input-columns" tabIndex={-1}>
        <legend>{t('columns')}</legend>
        {problem !== undefined && <p className={classes['problem']}>{problem}</p>}
        <div>
          {EXPORT_COLUMNS.map((column) => (
            <label key={column}>
              <input
                type="checkbox"
                checked={columns.includes(column)}
                onChange={(event) => toggle(column, event.currentTarget.checked)}
              />
              {t(`columnNames.${column}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {format === 'csv' && (
        <NativeSelect
          label={t('delimiter')}
          className={classes['short']}
          {...field('delimiter')}
          data={[
            { value: ',', label: t('delimiters.comma') },
            { value: ';', label: t('delimiters.semicolon') },
            { value: 'tab', label: t('delimiters.tab') },
          ]}
        />
      )}
    </details>
  );
}

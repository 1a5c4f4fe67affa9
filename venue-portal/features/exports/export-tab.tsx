import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { exportRequestSchema } from '#shared/contract/portal-exports.ts';
import { addDays, dayOf } from '#shared/domain/instant.ts';
import { useOrderExport } from '../../api/exports.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import type { FieldMessages } from '../../ui/form/field-problems.ts';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { type PortalTranslate, useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './exports.module.css';

const exportMessages = (t: PortalTranslate): FieldMessages => ({
  from: { else: t('exports.errors.fromMissing') },
  to: { order: t('exports.errors.order'), else: t('exports.errors.toMissing') },
  reason: { long: t('exports.errors.reasonLong'), else: t('exports.errors.reasonMissing') },
});

export default function ExportTab() {
  const { t, language } = useLanguage();
  const createExport = useOrderExport(useVenueId());
  const today = dayOf(useNow(60_000));
  const { form, problems, attempt, field } = usePageForm({
    schema: exportRequestSchema,
    defaultValues: {
      from: addDays(today, -6),
      to: today,
      format: 'xlsx',
      reveal: false,
      reason: '',
      delimiter: ',',
      language,
    },
    messages: exportMessages(t),
    failure: createExport.error,
  });
  const general =
    createExport.isError && problems.length === 0 ? t(problemKey(failureOf(createExport.error))) : undefined;
  const { format, reveal } = form.watch();
  const submit = form.handleSubmit(
    ({ reason, ...request }) =>
      createExport.mutate(
        { ...request, language, ...(request.reveal && { reason }) },
        { onSuccess: ({ downloadUrl }) => startDownload(downloadUrl) },
      ),
    () => createExport.reset(),
  );
  return (
    <Panel title={t('exports.title')} className={classes['panel']}>
      <p className={classes['soft']}>{t('exports.intro')}</p>
      <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary problems={problems} general={general} attempt={attempt} />
        <div className={classes['range']}>
          <TextInput type="date" label={t('exports.from')} max={today} {...field('from')} />
          <TextInput type="date" label={t('exports.to')} max={today} {...field('to')} />
          <QuickRanges
            onPick={(days) => {
              form.setValue('from', addDays(today, 1 - days));
              form.setValue('to', today);
            }}
          />
        </div>
        <ChoiceCards
          legend={t('exports.format')}
          value={format}
          onChange={(value) => form.setValue('format', value)}
          options={[
            { value: 'xlsx', label: t('exports.xlsx'), hint: t('exports.xlsxHint') },
            { value: 'csv', label: t('exports.csv'), hint: t('exports.csvHint') },
          ]}
        />
        {format === 'csv' && <DelimiterSelect {...field('delimiter')} />}
        <ChoiceCards
          legend={t('exports.content')}
          value={reveal ? 'full' : 'masked'}
          onChange={(value) => form.setValue('reveal', value === 'full')}
          options={[
            { value: 'masked', label: t('exports.masked'), hint: t('exports.maskedHint') },
            { value: 'full', label: t('exports.full'), hint: t('exports.fullHint') },
          ]}
        />
        {reveal && <ReasonInput {...field('reason')} />}
        {createExport.isSuccess && <Outcome rows={createExport.data.expectedRows ?? 1} />}
        <Button
          type="submit"
          size="lg"
          className={classes['submit']}
          loading={createExport.isPending}
          leftSection={<IconDownload aria-hidden size={22} />}
        >
          {t('exports.submit')}
        </Button>
      </form>
    </Panel>
  );
}

function Outcome({ rows }: { readonly rows: number }) {
  const { t } = useLanguage();
  return (
    <Notice tone={rows === 0 ? 'warn' : 'good'} live>
      {rows === 0 ? t('exports.none') : t('exports.started', { count: rows })}
    </Notice>
  );
}

function ReasonInput(props: Parameters<typeof Textarea>[0]) {
  const { t } = useLanguage();
  return (
    <Textarea label={t('exports.reason')} description={t('exports.reasonHint')} rows={3} maxLength={300} {...props} />
  );
}

function QuickRanges({ onPick }: { readonly onPick: (days: number) => void }) {
  const { t } = useLanguage();
  const ranges = [
    { days: 1, label: t('exports.quickToday') },
    { days: 7, label: t('exports.quickWeek') },
    { days: 21, label: t('exports.quickMonth') },
  ];
  return (
    <div className={classes['quick']} role="group" aria-label={t('exports.quick')}>
      {ranges.map(({ days, label }) => (
        <Button key={days} variant="light" size="sm" onClick={() => onPick(days)}>
          {label}
        </Button>
      ))}
    </div>
  );
}

function DelimiterSelect(props: Parameters<typeof NativeSelect>[0]) {
  const { t } = useLanguage();
  return (
    <NativeSelect
      label={t('exports.delimiter')}
      className={classes['short']}
      {...props}
      data={[
        { value: ',', label: t('exports.delimiters.comma') },
        { value: ';', label: t('exports.delimiters.semicolon') },
        { value: 'tab', label: t('exports.delimiters.tab') },
      ]}
    />
  );
}

/** The file is fetched by the browser itself, which shows progress and keeps its name. */
function startDownload(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}

import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { z } from 'zod';
import {
  identityCheckSchema,
  type PersonKey,
  personKeySchema,
  rightsChannelSchema,
  rightsKindSchema,
} from '#shared/contract/portal-rights.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useReceiveRequest } from '../../api/rights.ts';
import { canManage, useMe } from '../../api/session.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import classes from '../../ui/data-page.module.css';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { type PageForm, usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useRightsText } from '../../ui/rights-text.ts';

const CHANNELS = rightsChannelSchema.exclude(['receipt', 'cli']);

const formSchema = z.strictObject({
  kind: rightsKindSchema,
  channel: CHANNELS,
  identityCheck: identityCheckSchema,
  name: z.string().trim().min(1).max(120),
  contact: z.string().trim().min(3).max(200),
  note: z.string().trim().max(1_000),
  keyKind: personKeySchema.shape.kind,
  keyValue: z.string().trim().max(200),
});

type RequestInput = z.input<typeof formSchema>;

/** Written down by whoever of the staff is asked; what happens next is decided by those who manage. */
export default function NewRequestPage() {
  const t = useRightsText();
  const { t: common } = useLanguage();
  const { form, problems, attempt, field, submit, general, isSending, reference } = useRequestForm();
  return (
    <div className={classes['page']}>
      <PageHeading title={t('form.title')} hasErrors={problems.length > 0} />
      {reference !== null ? (
        <>
          <Notice tone="good" live>
            {t('form.created', { reference })}
          </Notice>
          <Link to="/data">{t('form.back')}</Link>
        </>
      ) : (
        <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
          <ErrorSummary problems={problems} general={general} attempt={attempt} />
          <Panel>
            <div className={classes['form']}>
              <ChoiceCards
                legend={t('form.kind')}
                value={form.watch('kind')}
                onChange={(kind) => form.setValue('kind', kind)}
                options={rightsKindSchema.options.map((value) => ({
                  value,
                  label: t(`kinds.${value}`),
                  hint: t(`kindHints.${value}`),
                }))}
              />
              <RequestFields field={field} />
              <div className={classes['row']}>
                <Button type="submit" loading={isSending}>
                  {t('form.submit')}
                </Button>
                <Button component={Link} to="/data" variant="default">
                  {common('app.cancel')}
                </Button>
              </div>
            </div>
          </Panel>
        </form>
      )}
    </div>
  );
}

function useRequestForm() {
  const t = useRightsText();
  const { t: common } = useLanguage();
  const navigate = useNavigate();
  const me = useMe().data;
  const receive = useReceiveRequest();
  /** Of the request that was taken; only for those who may not open it. */
  const [reference, setReference] = useState<string | null>(null);
  const page = usePageForm({
    schema: formSchema,
    defaultValues: {
      ...{ kind: 'access', channel: 'counter', identityCheck: 'document' },
      ...{ name: '', contact: '', note: '', keyKind: 'phone', keyValue: '' },
    },
    messages: {
      name: { long: t('form.tooLong'), else: t('form.nameMissing') },
      contact: { long: t('form.tooLong'), else: t('form.contactMissing') },
      note: { long: t('form.tooLong'), else: t('form.tooLong') },
      keyValue: { long: t('form.tooLong'), else: t('form.tooLong') },
    },
    failure: receive.error,
  });
  const submit = page.form.handleSubmit(({ keyKind, keyValue, ...rest }) => {
    const key: PersonKey | null = keyValue.length < 3 ? null : { kind: keyKind, value: keyValue };
    receive.mutate(
      { ...rest, key },
      {
        onSuccess: (made) => {
          if (me && canManage(me)) void navigate(`/data/requests/${made.id}`, { state: { created: true } });
          else setReference(made.reference);
        },
      },
    );
  });
  const general =
    receive.isError && page.problems.length === 0 ? common(problemKey(failureOf(receive.error))) : undefined;
  return { ...page, submit, general, isSending: receive.isPending, reference };
}

function RequestFields({ field }: Pick<PageForm<RequestInput, unknown>, 'field'>) {
  const t = useRightsText();
  return (
    <>
      <TextInput className={classes['short']} label={t('form.name')} autoComplete="off" {...field('name')} />
      <TextInput
        className={classes['short']}
        label={t('form.contact')}
        description={t('form.contactHint')}
        autoComplete="off"
        {...field('contact')}
      />
      <NativeSelect
        className={classes['short']}
        label={t('form.channel')}
        data={CHANNELS.options.map((value) => ({ value, label: t(`channels.${value}`) }))}
        {...field('channel')}
      />
      <NativeSelect
        className={classes['short']}
        label={t('form.identity')}
        description={t('form.identityHint')}
        data={identityCheckSchema.options.map((value) => ({ value, label: t(`checks.${value}`) }))}
        {...field('identityCheck')}
      />
      <div className={classes['row']}>
        <NativeSelect
          label={t('form.keyKind')}
          data={personKeySchema.shape.kind.options.map((value) => ({ value, label: t(`keys.${value}`) }))}
          {...field('keyKind')}
        />
        <TextInput
          className={classes['grow']}
          label={t('form.key')}
          description={t('form.keyHint')}
          autoComplete="off"
          {...field('keyValue')}
        />
      </div>
      <Textarea label={t('form.note')} description={t('form.noteHint')} autosize minRows={2} {...field('note')} />
    </>
  );
}

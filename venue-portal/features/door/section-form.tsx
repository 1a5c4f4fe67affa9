import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DefaultValues, FieldValues } from 'react-hook-form';
import type { ZodType } from 'zod';
import { type DoorSave, useSaveDoor } from '../../api/door.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import type { FieldMessages } from '../../ui/form/field-problems.ts';
import { type PageForm, usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './door.module.css';
import { changedOnly } from './sections.ts';

interface Section<I extends FieldValues, O> extends PageForm<I, O> {
  readonly submit: () => Promise<void>;
  readonly saving: boolean;
  /** Nothing has been changed since. */
  readonly saved: boolean;
  readonly general: string | undefined;
}

/** A part of the settings that is saved by itself. */
export function useSection<I extends FieldValues, O extends FieldValues>(options: {
  readonly schema: ZodType<O, I>;
  readonly values: DefaultValues<I>;
  readonly messages: FieldMessages;
  readonly toSave: (form: O) => DoorSave;
}): Section<I, O> {
  const { schema, values, messages, toSave } = options;
  const { t } = useLanguage();
  const save = useSaveDoor(useVenueId());
  const page = usePageForm<I, O>({ schema, defaultValues: values, messages, failure: save.error });
  const { form, problems } = page;
  const isDirty = form.formState.isDirty;
  const submit = form.handleSubmit(
    (output) => {
      const before = schema.safeParse(form.formState.defaultValues);
      save.mutate(before.success ? changedOnly(toSave(output), toSave(before.data)) : toSave(output), {
        onSuccess: () => form.reset(form.getValues(), { keepSubmitCount: true }),
      });
    },
    () => save.reset(),
  );
  return {
    ...page,
    submit,
    saving: save.isPending,
    saved: save.isSuccess && !isDirty,
    general: save.isError && problems.length === 0 ? t(problemKey(failureOf(save.error))) : undefined,
  };
}

export function SectionForm<I extends FieldValues, O>(props: {
  readonly title: string;
  readonly save: string;
  readonly section: Section<I, O>;
  readonly children: ReactNode;
}) {
  const { section } = props;
  const { t } = useLanguage();
  return (
    <Panel title={props.title}>
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => (event.preventDefault(), void section.submit())}
      >
        <ErrorSummary problems={section.problems} general={section.general} attempt={section.attempt} />
        {props.children}
        <div className={classes['save']}>
          <Button type="submit" loading={section.saving}>
            {props.save}
          </Button>
          <div role="status">{section.saved && <Notice tone="good">{t('door.saved')}</Notice>}</div>
        </div>
      </form>
    </Panel>
  );
}

import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { DefaultValues, FieldValues } from 'react-hook-form';
import type { ZodType } from 'zod';
import { type DoorSave, useSaveDoor } from '../../api/door.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import type { FieldMessages } from '../../ui/form/field-problems.ts';
import { type PageForm, usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { SavedNotice } from '../../ui/saved-notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './door.module.css';
import { changedOnly } from './sections.ts';

interface Section<I extends FieldValues, O> extends PageForm<I, O> {
  readonly submit: () => Promise<void>;
  readonly saving: boolean;
  /** Nothing has been changed since. */
  readonly saved: boolean;
  readonly general: string | undefined;
  /** Back to what was before the last saving; null: that is how it is. */
  readonly undo: (() => void) | null;
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
  const [undo, setUndo] = useState<{ readonly values: I; readonly change: DoorSave } | null>(null);
  const submit = form.handleSubmit(
    (output) => {
      const earlier = form.formState.defaultValues as I;
      const before = schema.safeParse(earlier);
      save.mutate(before.success ? changedOnly(toSave(output), toSave(before.data)) : toSave(output), {
        onSuccess: () => {
          setUndo(
            before.success ? { values: earlier, change: changedOnly(toSave(before.data), toSave(output)) } : null,
          );
          form.reset(form.getValues(), { keepSubmitCount: true });
        },
      });
    },
    () => save.reset(),
  );
  const goBack = (back: NonNullable<typeof undo>): void =>
    save.mutate(back.change, {
      onSuccess: () => {
        setUndo(null);
        form.reset(back.values, { keepSubmitCount: true });
      },
    });
  return {
    ...page,
    submit,
    saving: save.isPending,
    saved: save.isSuccess && !isDirty,
    undo: undo && (() => goBack(undo)),
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
  const words = useSettingsWords();
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
          <div role="status">
            {section.saved && (
              <SavedNotice
                text={section.undo ? t('door.saved') : words('undone')}
                undo={words('undo')}
                busy={section.saving}
                onUndo={section.undo ?? undefined}
              />
            )}
          </div>
        </div>
      </form>
    </Panel>
  );
}

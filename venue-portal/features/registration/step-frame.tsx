import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import type { ProblemError } from '../../api/problem-error.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import type { FieldProblem } from '../../ui/form/field-problems.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { type Draft, STEPS } from './draft.ts';
import classes from './registration.module.css';

export interface StepProps {
  readonly draft: Draft;
  readonly save: (draft: Draft) => void;
  readonly number: number;
  readonly back: string;
  readonly goOn: () => void;
  /** What the server said to the whole registration. */
  readonly failure: ProblemError | null;
  /** Forgets that, once it has been answered. */
  readonly forgive: () => void;
}

/** Back, where we are, what is wrong, one question, go on. */
export function StepFrame(props: {
  readonly title: string;
  readonly intro?: string;
  readonly number: number;
  readonly back: string;
  readonly problems: readonly FieldProblem[];
  readonly general?: string | undefined;
  readonly attempt: number;
  readonly onSubmit: (event: FormEvent) => Promise<void>;
  readonly submitLabel?: string;
  readonly busy?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useLanguage();
  const { problems, general, number } = props;
  return (
    <div className={classes['page']}>
      <BackLink to={props.back}>{t('app.back')}</BackLink>
      <form className={classes['form']} noValidate onSubmit={(event) => void props.onSubmit(event)}>
        <ErrorSummary problems={problems} general={general} attempt={props.attempt} />
        <div className={classes['heading']}>
          <p className={classes['progress']}>
            {t('registration.progress', { step: number, of: STEPS.length })}
            <progress value={number} max={STEPS.length} aria-hidden />
          </p>
          <PageHeading title={props.title} hasErrors={problems.length > 0 || general !== undefined} />
          {props.intro !== undefined && <p className={classes['intro']}>{props.intro}</p>}
        </div>
        {props.children}
        <Button type="submit" size="lg" className={classes['submit']} loading={props.busy ?? false}>
          {props.submitLabel ?? t('app.continue')}
        </Button>
      </form>
    </div>
  );
}

/** Saves every keystroke into the draft. */
export function useDraftSaving<I extends FieldValues, O>(
  form: UseFormReturn<I, unknown, O>,
  save: (values: I) => void,
): void {
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values }) => save(values) }),
    // A draft of before the last keystroke would undo it, so the newest `save` is always the one that is called.
    [form, save],
  );
}

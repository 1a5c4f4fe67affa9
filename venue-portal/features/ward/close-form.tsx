import { Button, NativeSelect, Textarea } from '@mantine/core';
import { z } from 'zod';
import { type Closure, closureInputSchema, closureReasonSchema } from '#shared/contract/portal-closures.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useCloseVenue, useUndoClosure } from '../../api/ward-work.ts';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';

const formSchema = z.object({
  reason: closureReasonSchema,
  text: closureInputSchema.shape.text,
});

/** Settles a dispute by closing the venue: with a reason that its owner reads. */
export function CloseForm({ caseId, onDone }: { readonly caseId: string; readonly onDone: () => void }) {
  const w = useWardText();
  const { t } = useLanguage();
  const close = useCloseVenue();
  const { form, field } = usePageForm({
    schema: formSchema,
    defaultValues: { reason: 'not-there', text: '' },
    messages: {
      reason: { else: w('closures.reason') },
      text: { long: w('cases.textLong'), else: w('cases.textShort') },
    },
    failure: close.error,
  });
  const submit = form.handleSubmit((given) => close.mutate({ caseId, ...given }, { onSuccess: onDone }));
  const failure = close.isError ? failureOf(close.error) : null;
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <Notice tone="warn">{w('closures.what')}</Notice>
      {failure !== null && (
        <Notice tone="stop" live>
          {failure === 'conflict' ? w('closures.conflict') : t(problemKey(failure))}
        </Notice>
      )}
      <NativeSelect
        label={w('closures.reason')}
        data={closureReasonSchema.options.map((value) => ({ value, label: w(`closures.reasons.${value}`) }))}
        {...field('reason')}
        id={`reason-${caseId}`}
      />
      <Textarea
        label={w('closures.text')}
        description={w('cases.answerHint')}
        rows={3}
        {...field('text')}
        id={`closing-${caseId}`}
      />
      <div className={classes['actions']}>
        <Button type="submit" variant="default" className={classes['danger']} loading={close.isPending}>
          {w('closures.submit')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {w('cases.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** That a venue was closed, and the way back while there is one. */
export function ClosureNotice({ closure: { id, reason, closedAt, undoUntil } }: { readonly closure: Closure }) {
  const w = useWardText();
  const { t, format } = useLanguage();
  const undo = useUndoClosure();
  const now = useNow(60_000);
  return (
    <Notice tone="info">
      <div className={classes['row']}>
        <span>
          <strong>{w('closures.closed', { time: format.dateTime(closedAt) })}</strong> {w(`closures.reasons.${reason}`)}
          . {w(now < undoUntil ? 'closures.undoUntil' : 'closures.final', { time: format.dateTime(undoUntil) })}
        </span>
        {now < undoUntil && (
          <Button variant="default" size="sm" loading={undo.isPending} onClick={() => undo.mutate({ id })}>
            {w('closures.undo')}
          </Button>
        )}
      </div>
      {undo.isError && <p role="alert">{t(problemKey(failureOf(undo.error)))}</p>}
    </Notice>
  );
}

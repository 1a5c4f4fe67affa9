import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import type { OwnClosures } from '#shared/contract/portal-closures.ts';
import { caseAnswerSchema } from '#shared/contract/portal-ward-cases.ts';
import { failureOf } from '../../api/problem-error.ts';
import { canManage, useMe } from '../../api/session.ts';
import { useOwnClosures, useTellWard } from '../../api/ward-work.ts';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward-owner.module.css';

/** Above an owner's venues: which of them a ward has closed, why, and how to answer. Nothing while there are none. */
export default function ClosuresNotice() {
  const me = useMe().data;
  return me?.organisation && canManage(me) ? <List /> : null;
}

function List() {
  const closures = useOwnClosures().data?.closures ?? [];
  if (closures.length === 0) return null;
  return (
    <div className={classes['closures']}>
      {closures.map((closure) => (
        <Told key={closure.id} closure={closure} />
      ))}
    </div>
  );
}

function Told({ closure }: { readonly closure: OwnClosures['closures'][number] }) {
  const { venueId, venueName, communeName: ward, reason, text, closedAt, undoUntil } = closure;
  const w = useWardText();
  const { format } = useLanguage();
  const now = useNow(60_000);
  const [isAnswering, setIsAnswering] = useState(false);
  const [isSent, setIsSent] = useState(false);
  return (
    <Notice tone="stop">
      <strong>{w('closures.owner.title', { ward, name: venueName, time: format.dateTime(closedAt) })}</strong>
      <p>
        {w(`closures.reasons.${reason}`)}.{text !== '' && ` “${text}”`}
      </p>
      <p>{w('closures.owner.what', { time: format.dateTime(undoUntil) })}</p>
      {isSent && <p role="status">{w('ownerCases.sent')}</p>}
      {now >= undoUntil && <p>{w('closures.owner.final')}</p>}
      {now < undoUntil &&
        !isSent &&
        (isAnswering ? (
          <AnswerForm venueId={venueId} onSent={() => setIsSent(true)} />
        ) : (
          <Button variant="default" size="sm" onClick={() => setIsAnswering(true)}>
            {w('closures.owner.answer')}
          </Button>
        ))}
    </Notice>
  );
}

function AnswerForm(props: { readonly venueId: Parameters<typeof useTellWard>[0]; readonly onSent: () => void }) {
  const { venueId, onSent } = props;
  const w = useWardText();
  const { t } = useLanguage();
  const tell = useTellWard(venueId);
  const { form, field } = usePageForm({
    schema: z.object({ text: caseAnswerSchema.shape.answer }),
    defaultValues: { text: '' },
    messages: { text: { long: w('cases.textLong'), else: w('cases.textShort') } },
    failure: tell.error,
  });
  const submit = form.handleSubmit(({ text }) =>
    tell.mutate({ kind: 'closed', category: null, text }, { onSuccess: onSent }),
  );
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      {tell.isError && <p role="alert">{t(problemKey(failureOf(tell.error)))}</p>}
      <Textarea
        label={w('ownerCases.text')}
        description={w('ownerCases.textHint')}
        rows={3}
        {...field('text')}
        id={`answer-${venueId}`}
      />
      <div>
        <Button type="submit" size="sm" loading={tell.isPending}>
          {w('ownerCases.send')}
        </Button>
      </div>
    </form>
  );
}

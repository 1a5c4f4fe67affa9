import { Button, Textarea } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { z } from 'zod';
import {
  type CaseState,
  caseAnswerSchema,
  caseStateSchema,
  type WardCase,
} from '#shared/contract/portal-ward-cases.ts';
import { useAnswerCase, useForwardCase, useWardCases } from '../../api/ward-work.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Segments } from '../../ui/form/segments.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import { CloseForm, ClosureNotice } from './close-form.tsx';
import classes from './ward.module.css';
import { useThisWard } from './ward-layout.tsx';

/** What venues find difficult and what is disputed about them, to be answered or passed on. */
export default function CasesPage() {
  const w = useWardText();
  const [state, setState] = useState<CaseState | 'any'>('any');
  const cases = useWardCases(state === 'any' ? undefined : state);
  return (
    <>
      <div>
        <PageHeading title={w('cases.title')} />
        <p className={classes['soft']}>{w('cases.intro')}</p>
      </div>
      <Segments
        legend={w('cases.filter')}
        value={state}
        onChange={setState}
        options={[
          { value: 'any', label: w('cases.any') },
          ...caseStateSchema.options.map((value) => ({ value, label: w(`cases.states.${value}`) })),
        ]}
      />
      <Loaded query={cases} lines={6}>
        {({ cases: found }) =>
          found.length === 0 ? (
            <EmptyState
              level={2}
              icon={<IconMessageQuestion size={40} />}
              title={w('cases.emptyTitle')}
              text={w('cases.emptyText')}
            />
          ) : (
            <ul className={classes['cases']} aria-label={w('cases.title')}>
              {found.map((one) => (
                <CaseCard key={one.id} one={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

const TONES = { open: 'warn', forwarded: 'info', answered: 'good' } as const;

function CaseCard({ one }: { readonly one: WardCase }) {
  const w = useWardText();
  const { format } = useLanguage();
  const [act, setAct] = useState<'answer' | 'close' | null>(null);
  const forward = useForwardCase();
  const isWard = useThisWard().role === 'ward-officer';
  return (
    <li>
      <div className={classes['chips']}>
        <Chip tone={TONES[one.state]} dot>
          {w(`cases.states.${one.state}`)}
        </Chip>
        <Chip tone="plain">{w(`cases.kinds.${one.kind}`)}</Chip>
        {one.category && <Chip tone="plain">{w(`cases.categories.${one.category}`)}</Chip>}
      </div>
      {one.closure ? <strong>{one.venueName}</strong> : <Link to={`/ward/venues/${one.venueId}`}>{one.venueName}</Link>}
      <small>
        {one.communeName} · {w(`cases.by.${one.raisedSide}`)} · {format.dateTime(one.raisedAt)}
      </small>
      <p>{one.text}</p>
      {one.answer !== null && one.answeredAt !== null && (
        <blockquote>
          {one.answer}
          <small>{w('cases.answered', { time: format.dateTime(one.answeredAt) })}</small>
        </blockquote>
      )}
      <Failure error={forward.error} />
      {one.closure && <ClosureNotice closure={one.closure} />}
      {one.state !== 'answered' &&
        (act === 'answer' ? (
          <AnswerForm id={one.id} onDone={() => setAct(null)} />
        ) : act === 'close' ? (
          <CloseForm caseId={one.id} onDone={() => setAct(null)} />
        ) : (
          <div className={classes['actions']}>
            <Button variant="light" onClick={() => setAct('answer')}>
              {w('cases.answer')}
            </Button>
            {one.kind !== 'difficulty' && (
              <Button variant="default" onClick={() => setAct('close')}>
                {w('closures.open')}
              </Button>
            )}
            {isWard && one.state === 'open' && (
              <Button variant="default" loading={forward.isPending} onClick={() => forward.mutate({ id: one.id })}>
                {w('cases.forward')}
              </Button>
            )}
          </div>
        ))}
    </li>
  );
}

function AnswerForm({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const w = useWardText();
  const answer = useAnswerCase();
  const { form, field } = usePageForm({
    schema: z.object({ answer: caseAnswerSchema.shape.answer }),
    defaultValues: { answer: '' },
    messages: { answer: { long: w('cases.textLong'), else: w('cases.textShort') } },
    failure: answer.error,
  });
  const submit = form.handleSubmit((given) => answer.mutate({ id, ...given }, { onSuccess: onDone }));
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <Failure error={answer.error} />
      <Textarea
        label={w('cases.answerLabel')}
        description={w('cases.answerHint')}
        rows={3}
        {...field('answer')}
        id={`answer-${id}`}
      />
      <div className={classes['actions']}>
        <Button type="submit" loading={answer.isPending}>
          {w('cases.answerSend')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {w('cases.cancel')}
        </Button>
      </div>
    </form>
  );
}

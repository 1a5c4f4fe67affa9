import { useRef, useState } from 'react';
import { v7 } from 'uuid';
import type { PublicEntrance, SelfCheckInResponse } from '#shared/contract/visitor-api.ts';
import type { Answer } from '#shared/domain/declaration.ts';
import { applicableQuestions } from '#shared/domain/declaration-answers.ts';
import type { EventId } from '#shared/domain/ids.ts';
import { sendCheckIn } from './api.ts';
import { DeclarationFields, questionFieldId } from './declaration-fields.tsx';
import { useLanguage } from './language.tsx';
import { ErrorSummary, PageFrame } from './page-frame.tsx';
import { findPersonErrors, keepOrForgetPerson, PersonFields, usePersonDraft } from './person-fields.tsx';
import { isGone, useSubmission } from './use-submission.ts';

interface CheckInFormProps {
  readonly code: string;
  readonly entrance: PublicEntrance;
  readonly onDone: (result: SelfCheckInResponse) => void;
  /** The questions changed since the page was opened. */
  readonly onOutdated: () => Promise<void>;
}

export function CheckInForm({ code, entrance, onDone, onOutdated }: CheckInFormProps) {
  const { t, language } = useLanguage();
  const [draft, changeDraft] = usePersonDraft();
  const [answers, setAnswers] = useState<Answer[]>([]);
  const identify = useCheckInId();
  const { questions } = entrance;
  const asked = applicableQuestions(questions, answers).map((question) => question.id);

  const { errors, sending, submit, forgive } = useSubmission({
    check: () => [
      ...findPersonErrors(draft, { name: t('error.name'), phone: t('error.phone') }),
      ...asked
        .filter((question) => !answers.some((given) => given.question === question))
        .map((question) => ({ field: questionFieldId(question), text: t('error.answer') })),
    ],
    send: () => {
      const said = {
        name: draft.name,
        phone: draft.phone,
        language,
        questionsVersion: questions.version,
        consentVersion: questions.consent.version,
        answers: answers.filter((given) => asked.includes(given.question)),
      };
      return sendCheckIn(code, { id: identify(said), ...said });
    },
    onTaken: (result) => {
      keepOrForgetPerson(draft);
      onDone(result);
    },
    onRefused: async (failure) => {
      // The page says what became of the poster better than a line above the form.
      if (failure === 'changed' || isGone(failure)) await onOutdated();
    },
  });

  const answer = (changed: Answer): void => {
    setAnswers([...answers.filter((given) => given.question !== changed.question), changed]);
    forgive(questionFieldId(changed.question));
  };

  return (
    <PageFrame title={t('title')} failed={errors.length > 0}>
      <section className="place">
        <p>{t('place.welcome')}</p>
        <h1>{entrance.venueName}</h1>
        <p>{entrance.address}</p>
        <p className="place__entrance">{t('place.entrance', { entrance: entrance.entranceName })}</p>
      </section>
      <form noValidate onSubmit={submit}>
        <ErrorSummary errors={errors} />
        <PersonFields draft={draft} errors={errors} onChange={changeDraft} onTouch={forgive} />
        <DeclarationFields questions={questions} answers={answers} errors={errors} onAnswer={answer} />
        <section className="card card--quiet">
          <h2>{t('form.consent')}</h2>
          <p>{questions.consent.text[language]}</p>
        </section>
        <button type="submit" className="button button--send" aria-disabled={sending}>
          {t(sending ? 'form.sending' : 'form.submit')}
        </button>
      </form>
    </PageFrame>
  );
}

/** The same words sent again after a lost answer are the same check-in; other words are another. */
function useCheckInId(): (said: object) => EventId {
  const last = useRef({ words: '', id: '' as EventId });
  return (said) => {
    const words = JSON.stringify(said);
    if (words !== last.current.words) last.current = { words, id: v7() as EventId };
    return last.current.id;
  };
}

import type { Answer, Question, QuestionSet } from '#shared/domain/declaration.ts';
import { applicableQuestions } from '#shared/domain/declaration-answers.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useLogText } from '../../ui/log-text.ts';
import classes from './check-in.module.css';

/** The declaration as staff ask it: two large keys a question, and after "yes" which of the list. */
export function QuestionFields(props: {
  readonly questions: QuestionSet;
  readonly answers: readonly Answer[];
  /** Not answered though it was tried to go on. */
  readonly missing: readonly string[];
  readonly onAnswer: (answer: Answer) => void;
}) {
  const t = useLogText();
  const { questions, answers, missing, onAnswer } = props;
  return (
    <section className={classes['questions']}>
      <h3>{t('checkIn.questions')}</h3>
      {applicableQuestions(questions, answers).map((question) => (
        <QuestionField
          key={question.id}
          question={question}
          given={answers.find((answer) => answer.question === question.id)}
          isMissing={missing.includes(question.id)}
          onAnswer={onAnswer}
        />
      ))}
    </section>
  );
}

interface FieldProps {
  readonly question: Question;
  readonly given: Answer | undefined;
  readonly isMissing: boolean;
  readonly onAnswer: (answer: Answer) => void;
}

function QuestionField({ question, given, isMissing, onAnswer }: FieldProps) {
  const t = useLogText();
  const { language } = useLanguage();
  const name = `ask-${question.id}`;
  return (
    <fieldset className={classes['question']} {...(isMissing && { 'aria-describedby': `${name}-missing` })}>
      <legend>{question.text[language]}</legend>
      {isMissing && (
        <p id={`${name}-missing`} className={classes['missing']}>
          {t('checkIn.answerMissing')}
        </p>
      )}
      <div className={classes['choices']}>
        {(['no', 'yes'] as const).map((answer) => (
          <label key={answer} data-answer={answer}>
            <input
              id={`${name}-${answer}`}
              type="radio"
              name={name}
              checked={given?.answer === answer}
              onChange={() => onAnswer({ question: question.id, answer, checked: [] })}
            />
            <span>{t(`checkIn.${answer}`)}</span>
          </label>
        ))}
      </div>
      {given?.answer === 'yes' && question.checklist.length > 0 && (
        <fieldset className={classes['checklist']}>
          <legend>{t('checkIn.which')}</legend>
          {question.checklist.map((item) => (
            <label key={item.id}>
              <input
                type="checkbox"
                checked={given.checked.includes(item.id)}
                onChange={(event) => {
                  const others = given.checked.filter((checked) => checked !== item.id);
                  onAnswer({ ...given, checked: event.currentTarget.checked ? [...others, item.id] : others });
                }}
              />
              <span>{item.label[language]}</span>
            </label>
          ))}
        </fieldset>
      )}
    </fieldset>
  );
}

import type { Answer, Question, QuestionSet } from '#shared/domain/declaration.ts';
import { applicableQuestions } from '#shared/domain/declaration-answers.ts';
import { useLanguage } from './language.tsx';
import type { FieldError } from './page-frame.tsx';

interface DeclarationFieldsProps {
  readonly questions: QuestionSet;
  readonly answers: readonly Answer[];
  readonly errors: readonly FieldError[];
  readonly onAnswer: (answer: Answer) => void;
}

export const questionFieldId = (question: string): string => `question-${question}`;

export function DeclarationFields({ questions, answers, errors, onAnswer }: DeclarationFieldsProps) {
  const { t } = useLanguage();
  return (
    <section className="card">
      <h2>{t('form.health')}</h2>
      {applicableQuestions(questions, answers).map((question) => (
        <QuestionField
          key={question.id}
          question={question}
          given={answers.find((answer) => answer.question === question.id)}
          error={errors.find((error) => error.field === questionFieldId(question.id))?.text}
          onAnswer={onAnswer}
        />
      ))}
    </section>
  );
}

interface QuestionFieldProps {
  readonly question: Question;
  readonly given: Answer | undefined;
  readonly error: string | undefined;
  readonly onAnswer: (answer: Answer) => void;
}

function QuestionField({ question, given, error, onAnswer }: QuestionFieldProps) {
  const { t, language } = useLanguage();
  const id = questionFieldId(question.id);
  const choices = [
    { answer: 'no', label: t('form.no') },
    { answer: 'yes', label: t('form.yes') },
  ] as const;
  return (
    <fieldset className={error ? 'field field--wrong' : 'field'} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{question.text[language]}</legend>
      {error && (
        <p className="field__error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <div className="choices">
        {choices.map(({ answer, label }, index) => (
          <label key={answer} className={`choice choice--${answer}`}>
            <input
              id={index === 0 ? id : undefined}
              type="radio"
              name={id}
              checked={given?.answer === answer}
              onChange={() => onAnswer({ question: question.id, answer, checked: [] })}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {given?.answer === 'yes' && question.checklist.length > 0 && (
        <Checklist question={question} given={given} onAnswer={onAnswer} />
      )}
    </fieldset>
  );
}

function Checklist({ question, given, onAnswer }: Omit<QuestionFieldProps, 'error' | 'given'> & { given: Answer }) {
  const { t, language } = useLanguage();
  return (
    <fieldset className="checklist">
      <legend>{t('form.which')}</legend>
      {question.checklist.map((item) => (
        <label key={item.id} className="tick">
          <input
            type="checkbox"
            checked={given.checked.includes(item.id)}
            onChange={(event) => {
              const others = given.checked.filter((checked) => checked !== item.id);
              onAnswer({ ...given, checked: event.target.checked ? [...others, item.id] : others });
            }}
          />
          {item.label[language]}
        </label>
      ))}
    </fieldset>
  );
}

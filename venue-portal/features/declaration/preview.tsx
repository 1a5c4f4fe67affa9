import { useState } from 'react';
import type { Answer, Question } from '#shared/domain/declaration.ts';
import { type DeclarationDraft, previewSet, stepThrough } from '#shared/domain/declaration-draft.ts';
import type { Language } from '#shared/domain/language.ts';
import { PICTOGRAM_PATHS, VERDICT_PATHS } from '#shared/domain/pictograms.ts';
import { kioskEn } from '#shared/i18n/kiosk.en.ts';
import { kioskVi } from '#shared/i18n/kiosk.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './preview.module.css';

/** The kiosk's own words. */
const kiosk = createTranslators(kioskVi, kioskEn);

interface ScreenProps {
  readonly language: Language;
  readonly questions: readonly Question[];
  readonly onAnswer: (answers: readonly Answer[]) => void;
}

/** The draft as a kiosk asks it, by the same rules; it can be gone through. */
export function Preview({ draft }: { readonly draft: DeclarationDraft }) {
  const t = useSettingsWords();
  const own = useLanguage().language;
  const [language, setLanguage] = useState<Language>(own);
  const [answers, setAnswers] = useState<readonly Answer[]>([]);
  const set = previewSet(draft);
  const step = stepThrough(set, answers);
  return (
    <section className={classes['preview']} aria-labelledby="preview-title">
      <header>
        <h3 id="preview-title">{t('declaration.preview.title')}</h3>
        <div role="group" aria-label={t('declaration.preview.language')} className={classes['languages']}>
          {(['vi', 'en'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={one === language} onClick={() => setLanguage(one)}>
              <span aria-hidden>{one.toUpperCase()}</span>
              <span className="visually-hidden">{t(`declaration.languages.${one}`)}</span>
            </button>
          ))}
        </div>
      </header>
      <div className={classes['kiosk']} lang={language}>
        {step.at === 'empty' && <p className={classes['nothing']}>{t('declaration.preview.empty')}</p>}
        {step.at === 'ask' && (
          <AskScreen
            key={step.questions.map(({ id }) => id).join()}
            language={language}
            questions={step.questions}
            onAnswer={(given) => setAnswers([...answers, ...given])}
          />
        )}
        {step.at === 'result' && <ResultScreen draft={draft} verdict={step.verdict} language={language} />}
      </div>
      <button
        type="button"
        className={classes['restart']}
        disabled={answers.length === 0}
        onClick={() => setAnswers([])}
      >
        {t('declaration.preview.restart')}
      </button>
    </section>
  );
}

const answerTo = ({ id }: Question, isYes: boolean, checked: string[]): Answer => ({
  question: id,
  answer: isYes ? 'yes' : 'no',
  checked,
});

function AskScreen({ language, questions, onAnswer }: ScreenProps) {
  const t = useSettingsWords();
  const say = kiosk[language];
  const [isChecking, setChecking] = useState(false);
  if (isChecking) return <ChecklistScreen language={language} questions={questions} onAnswer={onAnswer} />;
  return (
    <>
      <h4>{say(questions.length > 1 ? 'declaration.title' : 'declaration.one')}</h4>
      <ul className={classes['questions']}>
        {questions.map((question) => (
          <li key={question.id}>
            <span>
              {question.pictograms.map((name) => (
                <Drawing key={name} path={PICTOGRAM_PATHS[name]} />
              ))}
            </span>
            {question.text[language] || t('declaration.preview.gap')}
          </li>
        ))}
      </ul>
      <div className={classes['answers']}>
        <button
          type="button"
          data-kind="no"
          onClick={() => onAnswer(questions.map((question) => answerTo(question, false, [])))}
        >
          <strong>{say('declaration.no')}</strong>
          <small>{say('declaration.submits')}</small>
        </button>
        <button type="button" data-kind="yes" onClick={() => setChecking(true)}>
          <strong>{say('declaration.yes')}</strong>
        </button>
      </div>
      <p className={classes['foot']}>
        {say('declaration.consentShort')} {say('declaration.disagree')}
      </p>
    </>
  );
}

interface Line {
  readonly key: string;
  readonly question: Question;
  /** null: the question itself, where it has no list. */
  readonly item: string | null;
  readonly label: Question['text'];
}

const linesOf = (question: Question): Line[] =>
  question.checklist.length === 0
    ? [{ key: question.id, question, item: null, label: question.text }]
    : question.checklist.map(({ id, label }) => ({ key: `${question.id} ${id}`, question, item: id, label }));

function ChecklistScreen({ language, questions, onAnswer }: ScreenProps) {
  const t = useSettingsWords();
  const say = kiosk[language];
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const lines = questions.flatMap(linesOf);
  const send = (): void =>
    onAnswer(
      questions.map((question) => {
        const own = lines.filter((line) => line.question === question && ticked.includes(line.key));
        const items = own.flatMap(({ item }) => (item === null ? [] : [item]));
        return answerTo(question, own.length > 0, items);
      }),
    );
  const tellStaff = (): void => onAnswer(questions.map((question, index) => answerTo(question, index === 0, [])));
  return (
    <>
      <h4>{say('declaration.which')}</h4>
      <div className={classes['lines']}>
        {lines.map(({ key, label }) => (
          <label key={key}>
            <input
              type="checkbox"
              checked={ticked.includes(key)}
              onChange={() => setTicked(ticked.includes(key) ? ticked.filter((one) => one !== key) : [...ticked, key])}
            />
            {label[language] || t('declaration.preview.gap')}
          </label>
        ))}
      </div>
      <div className={classes['answers']}>
        <button type="button" data-kind="yes" onClick={tellStaff}>
          <small>{say('declaration.tellStaff')}</small>
        </button>
        <button type="button" data-kind="no" disabled={ticked.length === 0} onClick={send}>
          <small>{say('declaration.continue')}</small>
        </button>
      </div>
    </>
  );
}

function ResultScreen(props: {
  readonly draft: DeclarationDraft;
  readonly verdict: 'welcome' | 'see-staff' | 'not-today';
  readonly language: Language;
}) {
  const { draft, verdict, language } = props;
  const say = kiosk[language];
  const own = verdict === 'not-today' ? draft.notToday[language] : '';
  return (
    <div className={classes['result']} data-verdict={verdict} role="status">
      <Drawing path={VERDICT_PATHS[verdict]} />
      <h4>{say(`result.${verdict}`)}</h4>
      <p>{own || say(`result.${verdict}Text`)}</p>
    </div>
  );
}

const Drawing = ({ path }: { readonly path: string }) => (
  <svg viewBox="0 0 64 64" aria-hidden>
    <path d={path} />
  </svg>
);

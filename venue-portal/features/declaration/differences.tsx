import type { DraftDifference, QuestionChange } from '#shared/domain/declaration-draft.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, type Tone } from '../../ui/notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './declaration.module.css';

const TONES: Readonly<Record<QuestionChange['kind'], Tone>> = { added: 'good', removed: 'stop', changed: 'warn' };

/** What is other in one declaration than in another, question by question. */
export function Differences({ difference }: { readonly difference: DraftDifference }) {
  const t = useSettingsWords();
  const { questions, reordered, consent, notToday } = difference;
  const rest = [
    reordered && t('declaration.differences.reordered'),
    consent && t('declaration.differences.consent'),
    notToday && t('declaration.differences.notToday'),
  ].filter((line) => line !== false);
  if (questions.length === 0 && rest.length === 0) return <p>{t('declaration.differences.none')}</p>;
  return (
    <ul className={classes['differences']}>
      {questions.map((change) => (
        <Change key={change.question.id} change={change} />
      ))}
      {rest.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Change({ change }: { readonly change: QuestionChange }) {
  const t = useSettingsWords();
  const { language } = useLanguage();
  return (
    <li>
      <span className={classes['row']}>
        <Chip tone={TONES[change.kind]}>{t(`declaration.differences.${change.kind}`)}</Chip>
        {change.kind === 'changed' && (
          <small>{change.what.map((part) => t(`declaration.differences.${part}`)).join(', ')}</small>
        )}
      </span>
      <span>{change.question.text[language]}</span>
      {change.kind === 'changed' && change.what.includes('text') && (
        <small>{t('declaration.differences.before', { text: change.before.text[language] })}</small>
      )}
    </li>
  );
}

import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronRight, IconTrash } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { MAX_PICTOGRAMS, type Pictogram, pictogramSchema, type Verdict } from '#shared/domain/declaration.ts';
import type { DraftProblem, DraftQuestion } from '#shared/domain/declaration-draft.ts';
import { PICTOGRAM_PATHS } from '#shared/domain/pictograms.ts';
import { Segments } from '../../ui/form/segments.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './declaration.module.css';
import { fieldId } from './describe-problem.ts';
import { withoutCondition } from './edits.ts';
import { ItemList } from './item-list.tsx';
import { TextPair } from './text-pair.tsx';

interface QuestionCardProps {
  readonly question: DraftQuestion;
  readonly index: number;
  readonly all: readonly DraftQuestion[];
  readonly problems: readonly DraftProblem[];
  readonly onChange: (change: (question: DraftQuestion) => DraftQuestion, field?: string) => void;
  /** Closed: its words alone, so that many questions can be put in order at a glance. */
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** One question: its words, pictures, when it is asked and what its answers come to. */
export function QuestionCard(props: QuestionCardProps) {
  const { question, problems, onMove } = props;
  const t = useSettingsWords();
  const { language } = useLanguage();
  const at = `questions.${question.id}`;
  const own = problems.find((problem) => problem.at === at);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.altKey ? { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key] : undefined;
    if (!by) return;
    event.preventDefault();
    onMove(by);
  };
  return (
    // Its buttons do the same: these are their short cuts, heard from anything inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li className={classes['card']} id={fieldId(at)} tabIndex={-1} onKeyDown={onKeyDown}>
      <CardHead {...props} />
      {props.isOpen ? <CardBody {...props} /> : <p className={classes['closed']}>{question.text[language] || '…'}</p>}
      {own && <Notice tone="stop">{t(`declaration.problem.${own.code}`)}</Notice>}
    </li>
  );
}

function CardBody(props: QuestionCardProps) {
  const { question, problems, onChange } = props;
  const t = useSettingsWords();
  const at = `questions.${question.id}`;
  return (
    <>
      <TextPair
        at={`${at}.text`}
        labels={{ vi: t('declaration.textVi'), en: t('declaration.textEn') }}
        value={question.text}
        problems={problems}
        onChange={(text, field) => onChange((known) => ({ ...known, text }), field)}
      />
      <Pictograms
        chosen={question.pictograms}
        onChange={(pictograms) => onChange((known) => ({ ...known, pictograms }))}
      />
      <Condition {...props} />
      <ItemList question={question} problems={problems} onChange={onChange} />
      <VerdictChoice
        legend={t(question.checklist.length === 0 ? 'declaration.yes' : 'declaration.yesPlain')}
        value={question.yes}
        onChange={(yes) => onChange((known) => ({ ...known, yes }))}
      />
    </>
  );
}

function CardHead({ index, all, question, isOpen, onToggle, onMove, onRemove }: QuestionCardProps) {
  const t = useSettingsWords();
  const number = index + 1;
  return (
    <header className={classes['cardHead']}>
      <h3>
        <button type="button" aria-expanded={isOpen} onClick={onToggle}>
          <IconChevronRight aria-hidden size={20} />
          {t('declaration.question', { number })}
        </button>
      </h3>
      <ActionIcon
        id={`${question.id}-up`}
        variant="subtle"
        size="xl"
        aria-label={t('declaration.up', { number })}
        aria-keyshortcuts="Alt+ArrowUp"
        disabled={index === 0}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp aria-hidden size={22} />
      </ActionIcon>
      <ActionIcon
        id={`${question.id}-down`}
        variant="subtle"
        size="xl"
        aria-label={t('declaration.down', { number })}
        aria-keyshortcuts="Alt+ArrowDown"
        disabled={index === all.length - 1}
        onClick={() => onMove(1)}
      >
        <IconArrowDown aria-hidden size={22} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size="xl"
        className={classes['danger']}
        aria-label={t('declaration.remove', { number })}
        onClick={onRemove}
      >
        <IconTrash aria-hidden size={22} />
      </ActionIcon>
    </header>
  );
}

function Pictograms(props: {
  readonly chosen: readonly Pictogram[];
  readonly onChange: (chosen: Pictogram[]) => void;
}) {
  const { chosen, onChange } = props;
  const t = useSettingsWords();
  return (
    <fieldset className={classes['pictograms']}>
      <legend>{t('declaration.pictograms')}</legend>
      {pictogramSchema.options.map((name) => {
        const isChosen = chosen.includes(name);
        return (
          <button
            key={name}
            type="button"
            aria-pressed={isChosen}
            disabled={!isChosen && chosen.length >= MAX_PICTOGRAMS}
            onClick={() => onChange(isChosen ? chosen.filter((one) => one !== name) : [...chosen, name])}
          >
            <svg viewBox="0 0 64 64" aria-hidden>
              <path d={PICTOGRAM_PATHS[name]} />
            </svg>
            {t(`declaration.pictogram.${name}`)}
          </button>
        );
      })}
    </fieldset>
  );
}

function Condition({ question, index, all, problems, onChange }: QuestionCardProps) {
  const t = useSettingsWords();
  const at = `questions.${question.id}.when`;
  const { when } = question;
  const before = all.slice(0, index);
  const problem = problems.find((one) => one.at === at);
  if (before.length === 0 && !when) return null;
  const valueOf = (id: string, answer: string): string => `${answer} ${id}`;
  const choices = before.flatMap(({ id }, place) =>
    (['yes', 'no'] as const).map((answer) => ({
      value: valueOf(id, answer),
      label: t('declaration.whenAnswered', { number: place + 1, answer: t(`declaration.answers.${answer}`) }),
    })),
  );
  const later = when && all.findIndex(({ id }) => id === when.question) + 1;
  const isElsewhere = when !== undefined && !before.some(({ id }) => id === when.question);
  const gone = isElsewhere
    ? [
        {
          value: valueOf(when.question, when.answer),
          label: t('declaration.whenAnswered', {
            number: later === 0 ? '?' : (later ?? '?'),
            answer: t(`declaration.answers.${when.answer}`),
          }),
        },
      ]
    : [];
  return (
    <NativeSelect
      id={fieldId(at)}
      className={classes['short']}
      label={t('declaration.when')}
      value={when ? valueOf(when.question, when.answer) : ''}
      error={problem && t(`declaration.problem.${problem.code}`)}
      data={[{ value: '', label: t('declaration.always') }, ...choices, ...gone]}
      onChange={(event) => {
        const [answer, id] = event.currentTarget.value.split(' ');
        onChange((known) =>
          id && (answer === 'yes' || answer === 'no')
            ? { ...known, when: { question: id, answer } }
            : withoutCondition(known),
        );
      }}
    />
  );
}

function VerdictChoice(props: {
  readonly legend: string;
  readonly value: Verdict;
  readonly onChange: (verdict: Verdict) => void;
}) {
  const t = useSettingsWords();
  return (
    <Segments
      {...props}
      options={(['welcome', 'see-staff', 'not-today'] as const).map((value) => ({
        value,
        label: t(`declaration.verdicts.${value}`),
      }))}
    />
  );
}

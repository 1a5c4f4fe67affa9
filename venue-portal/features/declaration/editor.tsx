import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { Declaration } from '#shared/contract/portal-settings.ts';
import { checkDraft, type DeclarationDraft, type DraftProblem } from '#shared/domain/declaration-draft.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { useDiscardDraft, usePublishDeclaration } from '../../api/settings.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { AddQuestion } from './add-question.tsx';
import classes from './declaration.module.css';
import { describeProblem, fieldId } from './describe-problem.ts';
import type { Done } from './done.ts';
import { EditorBar } from './editor-bar.tsx';
import { addQuestion, changeQuestion, moveQuestion, removeQuestion } from './edits.ts';
import { Preview } from './preview.tsx';
import { QuestionCard } from './question-card.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import { TextPair } from './text-pair.tsx';
import { type DraftWork, useDraft } from './use-draft.ts';
import { VersionList } from './version-list.tsx';

interface EditorProps {
  readonly owner: VenueId | null;
  readonly declaration: Declaration;
  readonly start: DeclarationDraft | null;
  /** Why the editor opened. */
  readonly said: string | undefined;
  readonly onReload: () => void;
  readonly onEnd: (done: Done) => void;
  readonly onUseAgain: (content: DeclarationDraft, words: string) => void;
}

/** Where a declaration is written; on the server a moment after every change, asked by nobody before it is published. */
export function Editor({ owner, declaration, start, said, onReload, onEnd, onUseAgain }: EditorProps) {
  const t = useSettingsWords();
  const work = useDraft(owner, declaration, start);
  const { draft } = work;
  const publishing = usePublishing(owner, work, onEnd);
  const discard = useDiscardDraft(owner);
  const problems = checkDraft(draft);
  const [isTried, setTried] = useState(false);
  const isRoomy = useMediaQuery('(min-width: 80rem)', true, { getInitialValueInEffect: false });
  const [isPreviewing, setPreviewing] = useState(false);
  const review = (): void => {
    setTried(true);
    if (problems.length === 0) publishing.setReviewing(true);
  };
  const throwAway = async (): Promise<void> => {
    await work.flush();
    discard.mutate(undefined, { onSuccess: () => onEnd({ words: t('declaration.discarded'), discarded: draft }) });
  };
  return (
    <div className={classes['page']}>
      {said !== undefined && (
        <Notice tone="good" live>
          {said}
        </Notice>
      )}
      <EditorBar
        work={work}
        isPreviewing={isPreviewing}
        onPreview={isRoomy ? undefined : () => setPreviewing(!isPreviewing)}
        onReload={onReload}
        onDiscard={() => void throwAway()}
        onReview={review}
      />
      {isTried && problems.length > 0 && <Problems draft={draft} problems={problems} />}
      <div className={classes['work']} data-preview>
        {!isRoomy && isPreviewing && <Preview draft={draft} />}
        <div className={classes['main']}>
          <Questions work={work} problems={isTried ? problems : problems.filter(isAboutOrder)} />
          <FurtherTexts work={work} problems={isTried ? problems : []} />
          <VersionList declaration={declaration} onUseAgain={onUseAgain} />
        </div>
        {isRoomy && (
          <div className={classes['aside']}>
            <Preview draft={draft} />
          </div>
        )}
      </div>
      {publishing.isReviewing && (
        <ReviewDialog
          declaration={declaration}
          draft={draft}
          work={publishing}
          onCancel={() => publishing.setReviewing(false)}
          onPublish={publishing.publish}
        />
      )}
    </div>
  );
}

/** Said at once: nobody is in the middle of typing it. */
const isAboutOrder = ({ code }: DraftProblem): boolean => code === 'cycle' || code === 'unreachable';

function usePublishing(owner: VenueId | null, work: DraftWork, onEnd: EditorProps['onEnd']) {
  const t = useSettingsWords();
  const [isReviewing, setReviewing] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const publish = usePublishDeclaration(owner);
  const run = async (): Promise<void> => {
    setSaving(true);
    const revision = await work.flush();
    setSaving(false);
    if (revision === null) return setReviewing(false);
    publish.mutate(revision, {
      onSuccess: ({ history }) => onEnd({ words: t('declaration.published', { number: history[0]?.number ?? 1 }) }),
    });
  };
  return {
    isReviewing,
    setReviewing,
    isPending: isSaving || publish.isPending,
    error: publish.error,
    publish: () => void run(),
  };
}

function Problems({
  draft,
  problems,
}: {
  readonly draft: DeclarationDraft;
  readonly problems: readonly DraftProblem[];
}) {
  const t = useSettingsWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className={classes['problems']}>
      <Notice tone="stop" live>
        <strong>{t('declaration.problems', { count: problems.length })}</strong>
        <ul>
          {problems.map((problem) => (
            <li key={`${problem.code} ${problem.at}`}>
              <a
                href={`#${fieldId(problem.at)}`}
                onClick={(event) => {
                  const field = document.getElementById(fieldId(problem.at));
                  if (!field) return;
                  event.preventDefault();
                  field.focus({ preventScroll: true });
                  field.scrollIntoView({ block: 'center' });
                }}
              >
                {describeProblem(draft, problem, t)}
              </a>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

interface PartProps {
  readonly work: DraftWork;
  readonly problems: readonly DraftProblem[];
}

function Questions({ work, problems }: PartProps) {
  const t = useSettingsWords();
  const { draft, edit } = work;
  const [moved, setMoved] = useState<{ readonly id: string; readonly by: -1 | 1 } | null>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () => new Set(draft.questions.slice(0, 1).map(({ id }) => id)),
  );
  const toggle = (id: string): void =>
    setOpened((known) => (known.has(id) ? new Set([...known].filter((one) => one !== id)) : new Set([...known, id])));
  const [added, setAdded] = useState<string | null>(null);
  useEffect(() => {
    // Whoever adds a question goes on by writing it.
    if (added !== null) document.getElementById(fieldId(`questions.${added}.text.vi`))?.focus();
  }, [added]);
  const place = moved ? draft.questions.findIndex(({ id }) => id === moved.id) + 1 : 0;
  useEffect(() => {
    // A card that moves in the page loses the focus on its way.
    if (!moved) return;
    const [same, other] = moved.by === -1 ? ['up', 'down'] : ['down', 'up'];
    const button = document.getElementById(`${moved.id}-${same}`) as HTMLButtonElement | null;
    (button?.disabled ? document.getElementById(`${moved.id}-${other}`) : button)?.focus();
  }, [moved]);
  return (
    <>
      <div>
        <h2>{t('declaration.questions')}</h2>
        <p className={classes['hint']}>{t('declaration.keys')}</p>
        <p role="status" className="visually-hidden">
          {place > 0 && t('declaration.moved', { number: place })}
        </p>
      </div>
      <ol className={classes['cards']}>
        {draft.questions.map((question, index) => (
          <QuestionCard
            key={question.id}
            question={question}
            index={index}
            all={draft.questions}
            isOpen={opened.has(question.id) || problems.some(({ at }) => at.startsWith(`questions.${question.id}`))}
            onToggle={() => toggle(question.id)}
            problems={problems}
            onChange={(change, field) =>
              edit({ do: 'edit', edit: changeQuestion(question.id, change), ...(field && { field }) })
            }
            onMove={(by) => {
              edit({ do: 'edit', edit: moveQuestion(question.id, by) });
              setMoved({ id: question.id, by });
            }}
            onRemove={() => edit({ do: 'edit', edit: removeQuestion(question.id) })}
          />
        ))}
      </ol>
      <AddQuestion
        count={draft.questions.length}
        onAdd={(question) => {
          edit({ do: 'edit', edit: addQuestion(question) });
          toggle(question.id);
          setAdded(question.id);
        }}
      />
    </>
  );
}

function FurtherTexts({ work, problems }: PartProps) {
  const t = useSettingsWords();
  const { draft, edit } = work;
  const labels = { vi: t('declaration.vi'), en: t('declaration.en') };
  return (['notToday', 'consent'] as const).map((part) => (
    <Panel key={part} title={t(`declaration.${part}`)}>
      <p className={classes['soft']}>{t(`declaration.${part}Hint`)}</p>
      <TextPair
        at={part}
        labels={labels}
        rows={part === 'consent' ? 6 : 2}
        value={draft[part]}
        problems={problems}
        onChange={(text, field) => edit({ do: 'edit', edit: (known) => ({ ...known, [part]: text }), field })}
      />
    </Panel>
  ));
}

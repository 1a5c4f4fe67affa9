import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { MAX_CHECKLIST, verdictSchema } from '#shared/domain/declaration.ts';
import type { DraftItem, DraftProblem, DraftQuestion } from '#shared/domain/declaration-draft.ts';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './declaration.module.css';
import { makeItem, moveBy } from './edits.ts';
import { TextPair } from './text-pair.tsx';

interface ItemListProps {
  readonly question: DraftQuestion;
  readonly problems: readonly DraftProblem[];
  readonly onChange: (change: (question: DraftQuestion) => DraftQuestion, field?: string) => void;
}

/** What can be chosen after "yes", each with what it comes to. */
export function ItemList({ question, problems, onChange }: ItemListProps) {
  const t = useSettingsWords();
  const { checklist } = question;
  const change = (edit: (items: readonly DraftItem[]) => DraftItem[], field?: string): void =>
    onChange((known) => ({ ...known, checklist: edit(known.checklist) }), field);
  return (
    <div className={classes['items']}>
      {checklist.length > 0 && (
        <>
          <div>
            <strong>{t('declaration.items')}</strong>
            <p className={classes['hint']}>{t('declaration.itemsHint')}</p>
          </div>
          <ol>
            {checklist.map((item, index) => (
              <Item
                key={item.id}
                item={item}
                number={index + 1}
                of={checklist.length}
                at={`questions.${question.id}.items.${item.id}`}
                problems={problems}
                onChange={(changed, field) =>
                  change((items) => items.map((one) => (one.id === item.id ? changed : one)), field)
                }
                onMove={(by) => change((items) => moveBy(items, item.id, by))}
                onRemove={() => change((items) => items.filter(({ id }) => id !== item.id))}
              />
            ))}
          </ol>
        </>
      )}
      {checklist.length < MAX_CHECKLIST && (
        <div>
          <Button
            variant="default"
            size="sm"
            leftSection={<IconPlus aria-hidden size={18} />}
            onClick={() => change((items) => [...items, makeItem()])}
          >
            {t('declaration.addItem')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Item(props: {
  readonly item: DraftItem;
  readonly number: number;
  readonly of: number;
  readonly at: string;
  readonly problems: readonly DraftProblem[];
  readonly onChange: (item: DraftItem, field?: string) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}) {
  const { item, number, at, problems, onChange } = props;
  const t = useSettingsWords();
  return (
    <li>
      <TextPair
        at={at}
        rows={1}
        labels={{ vi: t('declaration.itemVi', { item: number }), en: t('declaration.itemEn', { item: number }) }}
        value={item.label}
        problems={problems}
        onChange={(label, field) => onChange({ ...item, label }, field)}
      />
      <div className={classes['itemFoot']}>
        <NativeSelect
          label={t('declaration.itemVerdict', { item: number })}
          value={item.verdict}
          data={verdictSchema.options.map((value) => ({ value, label: t(`declaration.verdicts.${value}`) }))}
          onChange={(event) => onChange({ ...item, verdict: verdictSchema.parse(event.currentTarget.value) })}
        />
        <ActionIcon
          variant="subtle"
          size="xl"
          aria-label={t('declaration.itemUp', { item: number })}
          disabled={number === 1}
          onClick={() => props.onMove(-1)}
        >
          <IconArrowUp aria-hidden size={20} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size="xl"
          aria-label={t('declaration.itemDown', { item: number })}
          disabled={number === props.of}
          onClick={() => props.onMove(1)}
        >
          <IconArrowDown aria-hidden size={20} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size="xl"
          className={classes['danger']}
          aria-label={t('declaration.removeItem', { item: number })}
          onClick={props.onRemove}
        >
          <IconTrash aria-hidden size={20} />
        </ActionIcon>
      </div>
    </li>
  );
}

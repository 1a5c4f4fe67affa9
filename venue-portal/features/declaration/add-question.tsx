import { Button, TextInput } from '@mantine/core';
import { IconChecklist, IconHash, IconToggleLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { MAX_QUESTIONS } from '#shared/domain/declaration.ts';
import { type DraftQuestion, type DraftText, EASY_QUESTIONS } from '#shared/domain/declaration-draft.ts';
import { Notice } from '../../ui/notice.tsx';
import { settingsWords, useSettingsWords } from '../../ui/settings-words.ts';
import classes from './declaration.module.css';
import { makeItem, makeNumberQuestion, makeQuestion, parseLimits } from './edits.ts';

/** The three kinds of question that a door has time for. */
export function AddQuestion(props: { readonly count: number; readonly onAdd: (question: DraftQuestion) => void }) {
  const { count, onAdd } = props;
  const t = useSettingsWords();
  const [isNumber, setNumber] = useState(false);
  if (count >= MAX_QUESTIONS) return <Notice tone="info">{t('declaration.full')}</Notice>;
  return (
    <section className={classes['add']} aria-labelledby="add-question">
      <h3 id="add-question">{t('declaration.add')}</h3>
      <div className={classes['row']}>
        <Button
          variant="default"
          leftSection={<IconToggleLeft aria-hidden size={20} />}
          onClick={() => onAdd(makeQuestion())}
        >
          {t('declaration.addKinds.yesNo')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconChecklist aria-hidden size={20} />}
          onClick={() => onAdd(makeQuestion({ checklist: [makeItem(), makeItem()] }))}
        >
          {t('declaration.addKinds.choices')}
        </Button>
        <Button
          variant="default"
          aria-expanded={isNumber}
          leftSection={<IconHash aria-hidden size={20} />}
          onClick={() => setNumber(!isNumber)}
        >
          {t('declaration.addKinds.number')}
        </Button>
      </div>
      {count >= EASY_QUESTIONS && <Notice tone="info">{t('declaration.many', { count: EASY_QUESTIONS })}</Notice>}
      {isNumber && (
        <NumberForm
          onMake={(question) => {
            setNumber(false);
            onAdd(question);
          }}
        />
      )}
    </section>
  );
}

/** Numbers are written as each language does; `what` is a word of its own in each. */
const inBoth = (
  key: 'declaration.number.question' | 'declaration.number.between' | 'declaration.number.above',
  { vi, en }: { readonly vi: Record<string, string>; readonly en: Record<string, string> },
): DraftText => ({ vi: settingsWords.vi(key, vi), en: settingsWords.en(key, en) });

function NumberForm({ onMake }: { readonly onMake: (question: DraftQuestion) => void }) {
  const t = useSettingsWords();
  const [form, setForm] = useState({ vi: '', en: '', unit: '°C', limits: '' });
  const [isTried, setTried] = useState(false);
  const limits = parseLimits(form.limits);
  const isNamed = form.vi.trim() !== '' && form.en.trim() !== '';
  const set = (name: keyof typeof form) => ({
    value: form[name],
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) =>
      setForm((known) => ({ ...known, [name]: currentTarget.value })),
  });
  const make = (): void => {
    setTried(true);
    if (!limits || !isNamed) return;
    onMake(
      makeNumberQuestion(
        { vi: form.vi.trim(), en: form.en.trim(), unit: form.unit.trim(), limits },
        {
          question: (values) => inBoth('declaration.number.question', values),
          between: (values) => inBoth('declaration.number.between', values),
          above: (values) => inBoth('declaration.number.above', values),
        },
      ),
    );
  };
  return (
    <form
      className={classes['number']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        make();
      }}
    >
      <p className={classes['hint']}>{t('declaration.number.hint')}</p>
      <div className={classes['pair']}>
        <TextInput
          label={t('declaration.number.what')}
          error={isTried && !isNamed && t('declaration.number.whatMissing')}
          {...set('vi')}
        />
        <TextInput
          label={t('declaration.number.whatEn')}
          error={isTried && !isNamed && t('declaration.number.whatMissing')}
          {...set('en')}
        />
        <TextInput label={t('declaration.number.unit')} maxLength={12} {...set('unit')} />
        <TextInput
          label={t('declaration.number.limits')}
          placeholder={t('declaration.number.limitsExample')}
          error={isTried && !limits && t('declaration.number.limitsInvalid')}
          {...set('limits')}
        />
      </div>
      <div>
        <Button type="submit">{t('declaration.number.make')}</Button>
      </div>
    </form>
  );
}

import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { NOTICE_LIMIT, type Notice, type NoticeInput } from '#shared/contract/portal-settings.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useNoticeAct } from '../../api/settings.ts';
import { useVenues } from '../../api/venues.ts';
import { Segments } from '../../ui/form/segments.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice as Sentence } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { NoticePreview } from './notice-preview.tsx';
import { fromInput, toInput } from './notice-times.ts';
import classes from './notices.module.css';

interface Values {
  readonly vi: string;
  readonly en: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isEverywhere: boolean;
  readonly venueIds: readonly VenueId[];
}

type Problem = 'textMissing' | 'textLong' | 'endsBefore' | 'whereMissing';

const valuesOf = (notice: Notice | null): Values => ({
  vi: notice?.text.vi ?? '',
  en: notice?.text.en ?? '',
  startsAt: toInput(notice?.startsAt ?? null),
  endsAt: toInput(notice?.endsAt ?? null),
  isEverywhere: (notice?.venueIds.length ?? 0) === 0,
  venueIds: notice?.venueIds ?? [],
});

const toNotice = ({ vi, en, startsAt, endsAt, isEverywhere, venueIds }: Values): NoticeInput => ({
  text: { vi: vi.trim(), en: en.trim() },
  startsAt: fromInput(startsAt),
  endsAt: fromInput(endsAt),
  venueIds: isEverywhere ? [] : [...venueIds],
});

function findProblem(values: Values): Problem | null {
  const { text, startsAt, endsAt, venueIds } = toNotice(values);
  if (text.vi === '' || text.en === '') return 'textMissing';
  if (text.vi.length > NOTICE_LIMIT || text.en.length > NOTICE_LIMIT) return 'textLong';
  if (endsAt !== null && endsAt <= (startsAt ?? Date.now())) return 'endsBefore';
  return !values.isEverywhere && venueIds.length === 0 ? 'whereMissing' : null;
}

/** A notice in both languages, its time and its places, and how it will look. */
export function NoticeForm(props: {
  /** null: a new one. */
  readonly notice: Notice | null;
  readonly onCancel: () => void;
  readonly onDone: (words: string) => void;
}) {
  const { notice, onCancel, onDone } = props;
  const t = useSettingsWords();
  const { t: portal } = useLanguage();
  const send = useNoticeAct();
  const [values, setValues] = useState(() => valuesOf(notice));
  const [isTried, setTried] = useState(false);
  const problem = findProblem(values);
  const change = (changes: Partial<Values>): void => setValues((known) => ({ ...known, ...changes }));
  const submit = (): void => {
    setTried(true);
    if (problem) return;
    const input = toNotice(values);
    send.mutate(notice ? { act: 'change', id: notice.id, input } : { act: 'publish', input }, {
      onSuccess: () => onDone(t(notice ? 'notices.changed' : 'notices.published')),
    });
  };
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={classes['fields']}>
        <TextField language="vi" value={values.vi} isTried={isTried} onChange={(vi) => change({ vi })} />
        <TextField language="en" value={values.en} isTried={isTried} onChange={(en) => change({ en })} />
        <div className={classes['times']}>
          <TextInput
            type="datetime-local"
            label={t('notices.startsAt')}
            description={t('notices.startsHint')}
            value={values.startsAt}
            onChange={(event) => change({ startsAt: event.currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            label={t('notices.endsAt')}
            description={t('notices.endsHint')}
            value={values.endsAt}
            error={isTried && problem === 'endsBefore' && t('notices.endsBefore')}
            onChange={(event) => change({ endsAt: event.currentTarget.value })}
          />
        </div>
        <Places values={values} onChange={change} />
        {isTried && problem && (
          <Sentence tone="stop" live>
            {t(`notices.${problem}`)}
          </Sentence>
        )}
        {send.isError && (
          <Sentence tone="stop" live>
            {portal(problemKey(failureOf(send.error)))}
          </Sentence>
        )}
        <div className={classes['acts']}>
          <Button type="submit" loading={send.isPending}>
            {t(notice ? 'notices.change' : 'notices.publish')}
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            {t('notices.cancel')}
          </Button>
        </div>
      </div>
      <NoticePreview vi={values.vi} en={values.en} />
    </form>
  );
}

function TextField(props: {
  readonly language: 'vi' | 'en';
  readonly value: string;
  readonly isTried: boolean;
  readonly onChange: (value: string) => void;
}) {
  const { language, value } = props;
  const t = useSettingsWords();
  const left = NOTICE_LIMIT - value.trim().length;
  return (
    <Textarea
      label={t(`notices.${language}`)}
      lang={language}
      autosize
      minRows={2}
      value={value}
      description={left < 0 ? t('notices.over', { count: -left }) : t('notices.left', { count: left })}
      error={left < 0 || (props.isTried && value.trim() === '')}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

function Places(props: { readonly values: Values; readonly onChange: (changes: Partial<Values>) => void }) {
  const { values, onChange } = props;
  const t = useSettingsWords();
  const venues = useVenues().data ?? [];
  if (venues.length < 2) return null;
  return (
    <div className={classes['places']}>
      <Segments
        legend={t('notices.where')}
        value={values.isEverywhere ? 'all' : 'some'}
        onChange={(value) => onChange({ isEverywhere: value === 'all' })}
        options={[
          { value: 'all', label: t('notices.everywhere') },
          { value: 'some', label: t('notices.some') },
        ]}
      />
      {!values.isEverywhere && (
        <fieldset className={classes['venues']}>
          <legend className="visually-hidden">{t('notices.some')}</legend>
          {venues.map(({ id, name }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={values.venueIds.includes(id)}
                onChange={(event) =>
                  onChange({
                    venueIds: event.currentTarget.checked
                      ? [...values.venueIds, id]
                      : values.venueIds.filter((one) => one !== id),
                  })
                }
              />
              {name}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

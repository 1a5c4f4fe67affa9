import { useState } from 'react';
import { useLanguage } from './language.tsx';
import { type FieldError, TextField } from './page-frame.tsx';
import { recallPerson, remember } from './phone-memory.ts';

export interface PersonDraft {
  readonly name: string;
  readonly phone: string;
  readonly remembered: boolean;
}

/** Name and phone as typed; they start from what this phone remembers by its owner's wish. */
export function usePersonDraft(): [PersonDraft, (change: Partial<PersonDraft>) => void] {
  const [draft, setDraft] = useState<PersonDraft>(() => {
    const known = recallPerson();
    return { name: known?.name ?? '', phone: known?.phone ?? '', remembered: known !== null };
  });
  return [draft, (change) => setDraft((before) => ({ ...before, ...change }))];
}

/** Does what the tick box says, once the server has taken the data. */
export function keepOrForgetPerson({ name, phone, remembered }: PersonDraft): void {
  remember('person', remembered ? JSON.stringify({ name, phone }) : null);
}

interface PersonFieldsProps {
  readonly draft: PersonDraft;
  readonly errors: readonly FieldError[];
  readonly onChange: (change: Partial<PersonDraft>) => void;
  readonly onTouch: (field: string) => void;
}

export function PersonFields({ draft, errors, onChange, onTouch }: PersonFieldsProps) {
  const { t } = useLanguage();
  const errorOf = (field: string): string | undefined => errors.find((error) => error.field === field)?.text;
  return (
    <section className="card">
      <h2>{t('form.about')}</h2>
      <TextField
        id="name"
        type="text"
        label={t('form.name')}
        hint={t('form.nameHint')}
        autoComplete="name"
        value={draft.name}
        error={errorOf('name')}
        onChange={(name) => {
          onChange({ name });
          onTouch('name');
        }}
      />
      <TextField
        id="phone"
        type="tel"
        label={t('form.phone')}
        hint={t('form.phoneHint')}
        autoComplete="tel"
        value={draft.phone}
        error={errorOf('phone')}
        onChange={(phone) => {
          onChange({ phone });
          onTouch('phone');
        }}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={draft.remembered}
          onChange={(event) => onChange({ remembered: event.target.checked })}
        />
        {t('form.remember')}
      </label>
    </section>
  );
}

/** Digits enough to be a number; the server knows the numbering plans. */
export function findPersonErrors(draft: PersonDraft, sentence: { name: string; phone: string }): FieldError[] {
  const errors: FieldError[] = [];
  if (draft.name.trim() === '') errors.push({ field: 'name', text: sentence.name });
  if (draft.phone.replace(/\D/g, '').length < 8) errors.push({ field: 'phone', text: sentence.phone });
  return errors;
}

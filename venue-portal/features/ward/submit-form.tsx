import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { failureOf } from '../../api/problem-error.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';

interface SubmitFormProps {
  readonly id: string;
  readonly label: string;
  readonly work: { readonly isPending: boolean; readonly isError: boolean; readonly error: Error | null };
  readonly onSubmit: (note: string) => void;
}

/** A report goes upward, once, with a note where there is something to say. */
export function SubmitForm({ id, label, work, onSubmit }: SubmitFormProps) {
  const w = useWardText();
  const { t } = useLanguage();
  const [note, setNote] = useState('');
  return (
    <>
      <Textarea
        id={id}
        label={w('reports.note')}
        description={w('reports.noteHint')}
        rows={3}
        maxLength={1_000}
        value={note}
        onChange={({ currentTarget: { value } }) => setNote(value)}
      />
      {work.isError && (
        <Notice tone="stop" live>
          {t(problemKey(failureOf(work.error)))}
        </Notice>
      )}
      <div className={classes['verify']}>
        <Button loading={work.isPending} onClick={() => onSubmit(note)}>
          {label}
        </Button>
        <small>{w('reports.submitHint')}</small>
      </div>
    </>
  );
}

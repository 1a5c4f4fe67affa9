import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '../../ui/failure.tsx';
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
      <Failure error={work.error} />
      <div className={classes['verify']}>
        <Button loading={work.isPending} onClick={() => onSubmit(note)}>
          {label}
        </Button>
        <small>{w('reports.submitHint')}</small>
      </div>
    </>
  );
}

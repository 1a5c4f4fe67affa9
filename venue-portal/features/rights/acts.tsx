import { Button, TextInput } from '@mantine/core';
import { IconEraser, IconFileTypePdf, IconJson } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { VisitId } from '#shared/domain/ids.ts';
import { ProblemError } from '../../api/problem-error.ts';
import { useAnswerFile, useRightsAct } from '../../api/rights.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import classes from '../../ui/data-page.module.css';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useRightsText } from '../../ui/rights-text.ts';

interface ActProps {
  readonly id: string;
  readonly visitIds: readonly VisitId[];
  readonly onDone: (said: string) => void;
}

export function AccessAct({ id, visitIds, onDone }: ActProps) {
  const t = useRightsText();
  const { language } = useLanguage();
  const file = useAnswerFile(id);
  const make = (format: 'pdf' | 'json'): void =>
    file.mutate({ visitIds, format, language }, { onSuccess: () => onDone(t('access.done')) });
  return (
    <section className={classes['stack']}>
      <h3>{t('access.title')}</h3>
      <p>{t('access.text')}</p>
      <Failure error={file.error} />
      <div className={classes['row']}>
        <Button
          disabled={visitIds.length === 0}
          loading={file.isPending}
          leftSection={<IconFileTypePdf aria-hidden size={20} />}
          onClick={() => make('pdf')}
        >
          {t('access.pdf')}
        </Button>
        <Button
          variant="default"
          disabled={visitIds.length === 0 || file.isPending}
          leftSection={<IconJson aria-hidden size={20} />}
          onClick={() => make('json')}
        >
          {t('access.json')}
        </Button>
      </div>
    </section>
  );
}

const OLDEST = 1850;

export function CorrectAct({ id, visitIds, onDone }: ActProps) {
  const t = useRightsText();
  const act = useRightsAct(id);
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [birthYear, setBirthYear] = useState('');
  const [problem, setProblem] = useState<'nothing' | 'year' | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const year = Number(birthYear);
    if (birthYear !== '' && !(Number.isInteger(year) && year >= OLDEST && year <= 2100)) return setProblem('year');
    if (name.trim() === '' && phone.trim() === '' && birthYear === '') return setProblem('nothing');
    setProblem(null);
    const change = {
      ...(name.trim() !== '' && { name: name.trim() as never }),
      ...(phone.trim() !== '' && { phone: phone.trim() }),
      ...(birthYear !== '' && { birthYear: year }),
    };
    act.mutate(
      { act: 'correction', visitIds: [...visitIds], ...change },
      { onSuccess: () => onDone(t('correct.done')) },
    );
  };
  const badPhone = act.error instanceof ProblemError && act.error.fields['phone'] !== undefined;
  return (
    <form className={classes['stack']} noValidate onSubmit={submit}>
      <h3>{t('correct.title')}</h3>
      <p>{t('correct.text')}</p>
      {problem === 'nothing' && (
        <Notice tone="stop" live>
          {t('correct.nothing')}
        </Notice>
      )}
      {!badPhone && <Failure error={act.error} />}
      <div className={classes['row']}>
        <TextInput
          className={classes['grow']}
          label={t('correct.name')}
          value={name}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          className={classes['grow']}
          label={t('correct.phone')}
          value={phone}
          inputMode="tel"
          autoComplete="off"
          error={badPhone ? t('correct.badPhone') : undefined}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <TextInput
          className={classes['grow']}
          label={t('correct.birthYear')}
          value={birthYear}
          inputMode="numeric"
          autoComplete="off"
          error={problem === 'year' ? t('correct.badYear') : undefined}
          onChange={(event) => setBirthYear(event.currentTarget.value)}
        />
      </div>
      <div>
        <Button type="submit" loading={act.isPending} disabled={visitIds.length === 0}>
          {t('correct.submit', { count: visitIds.length })}
        </Button>
      </div>
    </form>
  );
}

export function EraseAct({ id, visitIds, held, onDone }: ActProps & { readonly held: number }) {
  const t = useRightsText();
  const act = useRightsAct(id);
  const [isAsking, setIsAsking] = useState(false);
  const isNothing = visitIds.length === 0 && held === 0;
  const erase = (): void =>
    act.mutate(
      { act: 'erasure', visitIds },
      {
        onSuccess: () => {
          onDone(t('erase.done'));
          setIsAsking(false);
        },
      },
    );
  const ask = (): void => {
    act.reset();
    setIsAsking(true);
  };
  return (
    <section className={classes['stack']}>
      <h3>{t('erase.title')}</h3>
      <p>{t('erase.text')}</p>
      <div>
        <Button color="red" leftSection={<IconEraser aria-hidden size={20} />} onClick={ask}>
          {isNothing ? t('erase.nothingFound') : t('erase.submit', { count: visitIds.length })}
        </Button>
      </div>
      {isAsking && (
        <ConfirmDialog
          title={isNothing ? t('erase.nothingFound') : t('erase.confirmTitle')}
          confirm={isNothing ? t('erase.nothingFound') : t('erase.confirm')}
          work={act}
          onConfirm={erase}
          onCancel={() => setIsAsking(false)}
        >
          <p>{t('erase.confirmText')}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

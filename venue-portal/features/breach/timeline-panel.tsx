import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type IncidentDetail, incidentStepSchema } from '#shared/contract/portal-audit.ts';
import { useAddEntry } from '../../api/audit.ts';
import classes from '../../ui/data-page.module.css';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Panel } from '../../ui/panel.tsx';
import { type RightsTranslate, useRightsText } from '../../ui/rights-text.ts';

type Entry = IncidentDetail['entries'][number];

export function TimelinePanel({ detail, mayChange }: { readonly detail: IncidentDetail; readonly mayChange: boolean }) {
  const t = useRightsText();
  const { format } = useLanguage();
  const add = useAddEntry(detail.id);
  const isClosed = detail.closedAt !== null;
  return (
    <Panel title={t('incidents.timeline.title')}>
      <div className={classes['stack']}>
        <Failure error={add.error} />
        {mayChange && !isClosed && <NoteForm add={add} />}
        <ul className={classes['list']} aria-label={t('incidents.timeline.label')}>
          {detail.entries.map((entry) => (
            <li key={entry.id}>
              <div className={classes['what']}>
                <span>{wordsOf(t, entry)}</span>
                <small>
                  {format.dateTime(entry.at)} · {entry.by ?? t('audit.actors.gone')}
                </small>
              </div>
            </li>
          ))}
          <li>
            <div className={classes['what']}>
              <span>{t('incidents.timeline.opened')}</span>
              <small>
                {format.dateTime(detail.openedAt)} · {detail.openedBy ?? t('audit.actors.gone')}
              </small>
            </div>
          </li>
        </ul>
        {mayChange && (
          <div className={classes['noPrint']}>
            <Button
              variant="default"
              loading={add.isPending}
              onClick={() => add.mutate({ kind: isClosed ? 'reopened' : 'closed' })}
            >
              {t(isClosed ? 'incidents.reopen' : 'incidents.close')}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}

function wordsOf(t: RightsTranslate, { kind, note }: Entry): string {
  if (kind === 'note') return note ?? '–';
  if (kind === 'contacts' || kind === 'closed' || kind === 'reopened') return t(`incidents.timeline.${kind}`);
  if (kind !== 'undone') return `✓ ${t(`incidents.steps.${kind}`)}`;
  const step = incidentStepSchema.safeParse(note);
  return `${t('incidents.timeline.undone')}: ${step.success ? t(`incidents.steps.${step.data}`) : ''}`;
}

function NoteForm({ add }: { readonly add: ReturnType<typeof useAddEntry> }) {
  const t = useRightsText();
  const [note, setNote] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsMissing(note.trim() === '');
    if (note.trim() !== '') add.mutate({ kind: 'note', note }, { onSuccess: () => setNote('') });
  };
  return (
    <form className={`${classes['stack']} ${classes['noPrint']}`} noValidate onSubmit={submit}>
      <Textarea
        label={t('incidents.timeline.note')}
        description={t('incidents.timeline.noteHint')}
        value={note}
        maxLength={2_000}
        autosize
        minRows={2}
        error={isMissing ? t('incidents.timeline.noteMissing') : undefined}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" variant="light" loading={add.isPending}>
          {t('incidents.timeline.add')}
        </Button>
      </div>
    </form>
  );
}

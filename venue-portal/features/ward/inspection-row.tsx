import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import {
  type InspectionAnswers,
  type InspectionInput,
  type InspectionRound,
  inspectionAnswerSchema,
  inspectionItemSchema,
} from '#shared/contract/portal-ward-cases.ts';
import { Segments } from '../../ui/form/segments.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import { type Draft, readDraft, writeDraft } from './inspection-store.ts';
import { useWaitingInspections } from './use-inspections.ts';
import classes from './ward.module.css';

type Venue = InspectionRound['venues'][number];

/** One venue: how it was found last, and unfolded the checklist. */
export function InspectionRow(props: {
  readonly venue: Venue;
  /** Saved on this device and not sent yet. */
  readonly waiting: InspectionInput | null;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const { venue, waiting, isOpen, onToggle } = props;
  const { save } = useWaitingInspections();
  const panelId = `inspect-${venue.id}`;
  return (
    <li>
      <button type="button" aria-expanded={isOpen} aria-controls={panelId} onClick={onToggle}>
        <span className={classes['venueText']}>
          <strong>{venue.name}</strong>
          <small>{venue.addressLine}</small>
        </span>
        <Found venue={venue} waiting={waiting} />
        <IconChevronDown aria-hidden size={22} data-open={isOpen} />
      </button>
      {isOpen && (
        <div id={panelId}>
          <Checklist
            venueId={venue.id}
            onSave={(answers) => {
              const basedOn = waiting?.id ?? venue.last?.id ?? null;
              save({ id: crypto.randomUUID(), venueId: venue.id, doneAt: Date.now(), answers, basedOn });
              writeDraft(localStorage, venue.id, null);
              onToggle();
            }}
          />
        </div>
      )}
    </li>
  );
}

function Found({ venue, waiting }: { readonly venue: Venue; readonly waiting: InspectionInput | null }) {
  const w = useWardText();
  const { format } = useLanguage();
  const passed = waiting ? !Object.values(waiting.answers).includes('no') : venue.last?.passed;
  if (passed === undefined) return <Chip tone="plain">{w('inspect.never')}</Chip>;
  return (
    <span className={classes['chips']}>
      <Chip tone={passed ? 'good' : 'stop'}>{passed ? w('inspect.passed') : w('inspect.failed')}</Chip>
      {waiting ? (
        <Chip tone="info">{w('inspect.unsent')}</Chip>
      ) : (
        venue.last && <small>{w('inspect.last', { day: format.dateTime(venue.last.doneAt).slice(0, 10) })}</small>
      )}
    </span>
  );
}

function Checklist(props: { readonly venueId: string; readonly onSave: (answers: InspectionAnswers) => void }) {
  const { venueId, onSave } = props;
  const w = useWardText();
  const [draft, setDraft] = useState<Draft>(() => readDraft(localStorage, venueId));
  // A phone in the hand of somebody who is walking is put away at any moment.
  const answer = (answered: Draft) => {
    const next = { ...draft, ...answered };
    setDraft(next);
    writeDraft(localStorage, venueId, next);
  };
  const [isAsked, setIsAsked] = useState(false);
  const whole = inspectionItemSchema.options.every((item) => draft[item] !== undefined);
  return (
    <div className={classes['checklist']}>
      {inspectionItemSchema.options.map((item) => (
        <Segments
          key={item}
          legend={w(`inspect.items.${item}`)}
          value={draft[item] ?? ''}
          onChange={(value) => value !== '' && answer({ [item]: value })}
          options={inspectionAnswerSchema.options.map((value) => ({
            value: value as typeof value | '',
            label: w(`inspect.answers.${value}`),
          }))}
        />
      ))}
      {isAsked && !whole && (
        <Notice tone="warn" live>
          {w('inspect.incomplete')}
        </Notice>
      )}
      <Button onClick={() => (whole ? onSave(draft as InspectionAnswers) : setIsAsked(true))}>
        {w('inspect.save')}
      </Button>
    </div>
  );
}

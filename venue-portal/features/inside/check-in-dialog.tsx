import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ComponentProps, useState } from 'react';
import { v7 } from 'uuid';
import type { Venue } from '#shared/contract/portal-api.ts';
import type { StaffCheckedIn } from '#shared/contract/portal-visits.ts';
import type { Answer, QuestionSet } from '#shared/domain/declaration.ts';
import { applicableQuestions } from '#shared/domain/declaration-answers.ts';
import { type EntranceId, type EventId, entranceIdSchema } from '#shared/domain/ids.ts';
import { useCheckIn, useCheckInQuestions } from '../../api/attendance.ts';
import { failureOf, ProblemError } from '../../api/problem-error.ts';
import { useVenue } from '../../api/venues.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { useLogText } from '../../ui/log-text.ts';
import { ModalDialog } from '../../ui/modal-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { readStored, writeStored } from '../../ui/stored.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './check-in.module.css';
import { QuestionFields } from './question-fields.tsx';

interface DialogProps {
  readonly onClose: () => void;
  readonly onDone: (checkedIn: StaffCheckedIn) => void;
}

/** The browser's own dialog: focus stays inside, Escape closes. The whole screen on a phone. */
export default function CheckInDialog(props: DialogProps) {
  const t = useLogText();
  const id = useVenueId();
  const questions = useCheckInQuestions(id);
  const venue = useVenue(id).data;
  return (
    <ModalDialog title={t('checkIn.title')} className={classes['dialog']} onCancel={props.onClose}>
      <p className={classes['soft']}>{t('checkIn.intro')}</p>
      <Loaded query={questions} lines={6}>
        {(set) =>
          venue && (
            <CheckInForm
              {...props}
              // Other questions want other answers.
              key={set.version}
              venue={venue}
              questions={set}
              onOutdated={() => void questions.refetch()}
            />
          )
        }
      </Loaded>
    </ModalDialog>
  );
}

const DOOR_KEY = 'venue-portal.check-in-door';

/** The door this device stands at is chosen once. */
function useDoor({ id, entrances }: Venue): [EntranceId | undefined, (door: EntranceId) => void] {
  const [door, setDoor] = useState(() => {
    const stored = entranceIdSchema.safeParse(readStored(localStorage, `${DOOR_KEY}.${id}`)).data;
    return entrances.find((entrance) => entrance.id === stored)?.id ?? entrances[0]?.id;
  });
  const choose = (next: EntranceId) => {
    setDoor(next);
    writeStored(localStorage, `${DOOR_KEY}.${id}`, next);
  };
  return [door, choose];
}

interface FormProps extends DialogProps {
  readonly venue: Venue;
  readonly questions: QuestionSet;
  readonly onOutdated: () => void;
}

function CheckInForm({ venue, questions, onClose, onDone, onOutdated }: FormProps) {
  const t = useLogText();
  const { t: portal, language } = useLanguage();
  const [door, setDoor] = useDoor(venue);
  const [draft, setDraft] = useState<Draft>({ name: '', phone: '' });
  const [answers, setAnswers] = useState<readonly Answer[]>([]);
  const [tried, setTried] = useState(false);
  const checkIn = useCheckIn(venue.id);
  // Sent again after a lost answer it is the same visit.
  const [visitId] = useState(() => v7() as EventId);
  const asked = applicableQuestions(questions, answers).map((question) => question.id);
  const missing = asked.filter((question) => !answers.some((given) => given.question === question));
  const fields = checkIn.error instanceof ProblemError ? (checkIn.error.fields ?? {}) : {};
  const submit: ComponentProps<'form'>['onSubmit'] = (event) => {
    event.preventDefault();
    setTried(true);
    if (door === undefined || checkIn.isPending) return;
    if (missing[0] !== undefined) {
      document.getElementById(`ask-${missing[0]}-no`)?.focus();
      return;
    }
    checkIn.mutate(
      {
        ...{ id: visitId, entranceId: door, language },
        ...givenOf(draft),
        ...{ questionsVersion: questions.version, consentVersion: questions.consent.version },
        answers: answers.filter(({ question }) => asked.includes(question)),
      },
      {
        onSuccess: onDone,
        onError: (error) => {
          const found = error instanceof ProblemError ? (error.fields ?? {}) : {};
          if (found['phone']) document.getElementById('check-in-phone')?.focus();
          if (found['questionsVersion'] ?? found['consentVersion']) onOutdated();
        },
      },
    );
  };
  return (
    <form noValidate className={classes['form']} onSubmit={submit}>
      {venue.entrances.length > 1 && (
        <NativeSelect
          label={t('checkIn.entrance')}
          value={door ?? ''}
          data={venue.entrances.map((entrance) => ({ value: entrance.id, label: entrance.name }))}
          onChange={(event) => setDoor(event.currentTarget.value as EntranceId)}
        />
      )}
      <ContactFields draft={draft} isPhoneWrong={fields['phone'] !== undefined} onChange={setDraft} />
      <QuestionFields
        questions={questions}
        answers={answers}
        missing={tried ? missing : []}
        onAnswer={(answer) => setAnswers([...answers.filter(({ question }) => question !== answer.question), answer])}
      />
      <section className={classes['consent']}>
        <h3>{t('checkIn.consent')}</h3>
        <p>{questions.consent.text[language]}</p>
      </section>
      {checkIn.isError && fields['phone'] === undefined && (
        <Notice tone="stop" live>
          {(fields['questionsVersion'] ?? fields['consentVersion'])
            ? t('checkIn.changed')
            : portal(problemKey(failureOf(checkIn.error)))}
        </Notice>
      )}
      <div className={classes['buttons']}>
        {draft.name.trim() === '' && draft.phone.trim() === '' && (
          <p className={classes['soft']}>{t('checkIn.withoutContact')}</p>
        )}
        <Button variant="default" onClick={onClose}>
          {t('checkIn.cancel')}
        </Button>
        <Button type="submit" loading={checkIn.isPending}>
          {t('checkIn.submit')}
        </Button>
      </div>
    </form>
  );
}

interface Draft {
  readonly name: string;
  readonly phone: string;
}

/** What was left empty was not given. */
const givenOf = (draft: Draft): Partial<Draft> =>
  Object.fromEntries(
    Object.entries(draft).flatMap(([field, text]) => (text.trim() === '' ? [] : [[field, text.trim()]])),
  );

function ContactFields(props: {
  readonly draft: Draft;
  readonly isPhoneWrong: boolean;
  readonly onChange: (draft: Draft) => void;
}) {
  const t = useLogText();
  const { draft, isPhoneWrong, onChange } = props;
  return (
    <>
      <TextInput
        label={t('checkIn.name')}
        description={t('checkIn.nameHint')}
        autoComplete="off"
        maxLength={120}
        value={draft.name}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
      <TextInput
        id="check-in-phone"
        type="tel"
        label={t('checkIn.phone')}
        description={t('checkIn.phoneHint')}
        autoComplete="off"
        maxLength={30}
        value={draft.phone}
        error={isPhoneWrong ? t('checkIn.phoneWrong') : null}
        onChange={(event) => onChange({ ...draft, phone: event.currentTarget.value })}
      />
    </>
  );
}

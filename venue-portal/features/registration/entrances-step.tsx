import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { EntranceFields } from '../../ui/venue-form/entrance-fields.tsx';
import { venueMessages } from '../../ui/venue-form/venue-messages.ts';
import { entrancesStepSchema } from './draft.ts';
import { StepFrame, type StepProps, useDraftSaving } from './step-frame.tsx';

export function EntrancesStep({ draft, save, number, back, goOn, failure, forgive }: StepProps) {
  const { t } = useLanguage();
  const { form, problems, attempt } = usePageForm({
    schema: entrancesStepSchema,
    defaultValues: { venue: { entrances: draft.venue.entrances } },
    messages: venueMessages(t, 'venue.'),
    failure,
  });
  const keep = (entrances: string[]) => save({ ...draft, venue: { ...draft.venue, entrances } });
  useDraftSaving(form, ({ venue }) => keep(venue.entrances));
  const submit = form.handleSubmit(({ venue }) => {
    forgive();
    keep(venue.entrances);
    goOn();
  });
  return (
    <StepFrame
      title={t('registration.entrancesTitle')}
      intro={t('registration.entrancesIntro')}
      number={number}
      back={back}
      problems={problems}
      attempt={attempt + (failure ? 1 : 0)}
      onSubmit={submit}
    >
      <EntranceFields
        path="venue.entrances"
        names={form.watch('venue.entrances')}
        onChange={(entrances) => form.setValue('venue.entrances', entrances)}
        errorAt={(index) => problems.find(({ path }) => path === `venue.entrances.${index}`)?.message}
      />
    </StepFrame>
  );
}

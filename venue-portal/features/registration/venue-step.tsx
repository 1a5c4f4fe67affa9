import { TextInput } from '@mantine/core';
import { type VenueType, venueTypeSchema } from '#shared/domain/venue.ts';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { TypeDefaults } from '../../ui/venue-form/type-defaults.tsx';
import { venueMessages } from '../../ui/venue-form/venue-messages.ts';
import { VenueTypePicker } from '../../ui/venue-form/venue-type-picker.tsx';
import { venueStepSchema } from './draft.ts';
import { StepFrame, type StepProps, useDraftSaving } from './step-frame.tsx';

export function VenueStep({ draft, save, number, back, goOn, failure, forgive }: StepProps) {
  const { t } = useLanguage();
  const chosen = venueTypeSchema.safeParse(draft.venue.type);
  const { form, problems, attempt, field } = usePageForm({
    schema: venueStepSchema,
    defaultValues: { venue: { name: draft.venue.name, ...(chosen.success && { type: chosen.data }) } },
    messages: venueMessages(t, 'venue.'),
    failure,
  });
  const keep = (name: string, type: VenueType | null | undefined) =>
    save({ ...draft, venue: { ...draft.venue, name, type: type ?? '' } });
  useDraftSaving(form, ({ venue }) => keep(venue.name, venue.type));
  const submit = form.handleSubmit(({ venue }) => {
    forgive();
    keep(venue.name, venue.type);
    goOn();
  });
  const type = venueTypeSchema.safeParse(form.watch('venue.type'));
  return (
    <StepFrame
      title={t('registration.venueTitle')}
      number={number}
      back={back}
      problems={problems}
      attempt={attempt + (failure ? 1 : 0)}
      onSubmit={submit}
    >
      <TextInput
        label={t('registration.venueName')}
        description={t('registration.venueNameHint')}
        {...field('venue.name')}
      />
      <VenueTypePicker {...field('venue.type')} />
      {type.success && <TypeDefaults type={type.data} />}
    </StepFrame>
  );
}

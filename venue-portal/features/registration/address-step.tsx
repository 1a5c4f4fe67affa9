import { inputId, usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { AddressFields } from '../../ui/venue-form/address-fields.tsx';
import { venueMessages } from '../../ui/venue-form/venue-messages.ts';
import { addressStepSchema, type Draft } from './draft.ts';
import { StepFrame, type StepProps, useDraftSaving } from './step-frame.tsx';

export function AddressStep({ draft, save, number, back, goOn, failure, forgive }: StepProps) {
  const { t } = useLanguage();
  const { form, problems, attempt, field } = usePageForm({
    schema: addressStepSchema,
    defaultValues: { venue: { address: draft.venue.address } },
    messages: venueMessages(t, 'venue.'),
    failure,
  });
  const keep = (address: Draft['venue']['address']) => save({ ...draft, venue: { ...draft.venue, address } });
  useDraftSaving(form, ({ venue }) => keep(venue.address));
  const submit = form.handleSubmit(({ venue }) => {
    forgive();
    keep(venue.address);
    goOn();
  });
  return (
    <StepFrame
      title={t('registration.addressTitle')}
      number={number}
      back={back}
      problems={problems}
      attempt={attempt + (failure ? 1 : 0)}
      onSubmit={submit}
    >
      <AddressFields
        commune={{ code: form.watch('venue.address.communeCode'), label: draft.communeLabel }}
        onCommune={({ code, label }) => {
          form.setValue('venue.address.communeCode', code);
          const address = { ...form.getValues('venue.address'), communeCode: code };
          save({ ...draft, communeLabel: label, venue: { ...draft.venue, address } });
        }}
        communeInput={{
          id: inputId('venue.address.communeCode'),
          error: field('venue.address.communeCode').error,
        }}
        lineInput={field('venue.address.line')}
      />
    </StepFrame>
  );
}

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { venueInputSchema } from '#shared/contract/portal-api.ts';
import { venueTypeSchema } from '#shared/domain/venue.ts';
import { failureOf } from '../../api/problem-error.ts';
import { canManage } from '../../api/session.ts';
import { useAddVenue } from '../../api/venues.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { inputId, usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { OnlyFor } from '../../ui/only-for.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { AddressFields } from '../../ui/venue-form/address-fields.tsx';
import type { ChosenCommune } from '../../ui/venue-form/commune-field.tsx';
import { EntranceFields } from '../../ui/venue-form/entrance-fields.tsx';
import { MatchNotice } from '../../ui/venue-form/match-notice.tsx';
import { TypeDefaults } from '../../ui/venue-form/type-defaults.tsx';
import { venueMessages } from '../../ui/venue-form/venue-messages.ts';
import { VenueTypePicker } from '../../ui/venue-form/venue-type-picker.tsx';
import classes from './venues.module.css';

/** A further venue of the same organisation: the owner knows the questions by now, so one page. */
export default function AddVenuePage() {
  const { t } = useLanguage();
  return (
    <div className={classes['narrow']}>
      <BackLink to="/venues">{t('venues.all')}</BackLink>
      <OnlyFor may={canManage} title={t('venues.newTitle')}>
        <VenueForm />
      </OnlyFor>
    </div>
  );
}

function VenueForm() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const addVenue = useAddVenue();
  const { form, problems, attempt, field } = usePageForm({
    schema: venueInputSchema,
    defaultValues: {
      name: '',
      address: { line: '', communeCode: '' },
      entrances: [t('registration.entranceDefault')],
    },
    messages: venueMessages(t, ''),
    failure: addVenue.error,
  });
  const general = addVenue.isError && problems.length === 0 ? t(problemKey(failureOf(addVenue.error))) : undefined;
  const [commune, setCommune] = useState<ChosenCommune>({ code: '', label: '' });
  const type = venueTypeSchema.safeParse(form.watch('type'));
  const submit = form.handleSubmit((venue) =>
    addVenue.mutate(venue, { onSuccess: ({ id }) => navigate(`/venues/${id}/ready`, { replace: true }) }),
  );
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <PageHeading title={t('venues.newTitle')} hasErrors={problems.length > 0 || addVenue.isError} />
      <TextInput label={t('registration.venueName')} description={t('registration.venueNameHint')} {...field('name')} />
      <VenueTypePicker {...field('type')} />
      {type.success && <TypeDefaults type={type.data} />}
      <AddressFields
        commune={commune}
        onCommune={(chosen) => {
          setCommune(chosen);
          form.setValue('address.communeCode', chosen.code);
        }}
        communeInput={{ id: inputId('address.communeCode'), error: field('address.communeCode').error }}
        lineInput={field('address.line')}
      />
      <MatchNotice place={{ name: form.watch('name'), address: form.watch('address') }} isSignedIn />
      <h2>{t('registration.entrancesTitle')}</h2>
      <EntranceFields
        path="entrances"
        names={form.watch('entrances')}
        onChange={(entrances) => form.setValue('entrances', entrances)}
        errorAt={(index) => problems.find(({ path }) => path === `entrances.${index}`)?.message}
      />
      <Button type="submit" size="lg" loading={addVenue.isPending}>
        {t('venues.newSubmit')}
      </Button>
    </form>
  );
}

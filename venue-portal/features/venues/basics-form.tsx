import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import { addressSchema } from '#shared/contract/portal-api.ts';
import { responsibleSchema, type VenueBasics } from '#shared/contract/portal-venues.ts';
import { externalIdSchema, venueNameSchema, venueTypeSchema } from '#shared/domain/venue.ts';
import { useChangeBasics } from '../../api/owned-venues.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import type { FieldMessages } from '../../ui/form/field-problems.ts';
import { inputId, usePageForm } from '../../ui/form/use-page-form.ts';
import { type PortalTranslate, useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { AddressFields } from '../../ui/venue-form/address-fields.tsx';
import { venueMessages } from '../../ui/venue-form/venue-messages.ts';
import { VenueTypePicker } from '../../ui/venue-form/venue-type-picker.tsx';
import { useVenueWords, type VenueTranslate } from '../../ui/venue-words.ts';
import classes from './venues.module.css';

/** Empty is none: of the number, and of the person when both inputs are. */
const formSchema = z
  .object({
    name: venueNameSchema,
    type: venueTypeSchema,
    address: addressSchema,
    externalId: z.union([z.literal('').transform(() => null), externalIdSchema]),
    responsible: z.object({ name: z.string(), phone: z.string() }),
  })
  .transform(({ responsible, ...others }, context) => {
    const { name, phone } = responsible;
    if (name.trim() === '' && phone.trim() === '') return { ...others, responsible: null };
    const parsed = responsibleSchema.safeParse(responsible);
    for (const issue of parsed.error?.issues ?? []) {
      context.addIssue({ code: 'custom', message: 'invalid', path: ['responsible', ...issue.path] });
    }
    return parsed.success ? { ...others, responsible: { name, phone } } : z.NEVER;
  });

const basicsMessages = (t: PortalTranslate, w: VenueTranslate): FieldMessages => ({
  ...venueMessages(t, ''),
  externalId: { taken: w('basics.errors.externalTaken'), else: w('basics.errors.externalLong') },
  'responsible.name': { else: w('basics.errors.responsibleName') },
  'responsible.phone': { else: w('basics.errors.responsiblePhone') },
});

export function BasicsForm({ venue }: { readonly venue: VenueBasics }) {
  const { t } = useLanguage();
  const w = useVenueWords();
  const change = useChangeBasics(venue.id);
  const { address } = venue;
  const [commune, setCommune] = useState({
    code: address.communeCode,
    label: `${address.communeName}, ${address.provinceName}`,
  });
  const { form, problems, attempt, field } = usePageForm({
    schema: formSchema,
    defaultValues: {
      name: venue.name,
      type: venue.type,
      address: { line: address.line, communeCode: address.communeCode },
      externalId: venue.externalId ?? '',
      responsible: venue.responsible ?? { name: '', phone: '' },
    },
    messages: basicsMessages(t, w),
    failure: change.error,
  });
  const general = change.isError && problems.length === 0 ? t(problemKey(failureOf(change.error))) : undefined;
  const submit = form.handleSubmit((values) => change.mutate(values));
  return (
    <Panel title={w('basics.title')}>
      <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary problems={problems} general={general} attempt={attempt + (change.isError ? 1 : 0)} />
        <TextInput label={t('registration.venueName')} {...field('name')} />
        <VenueTypePicker {...field('type')} />
        <AddressFields
          commune={commune}
          onCommune={(chosen) => {
            setCommune(chosen);
            form.setValue('address.communeCode', chosen.code);
          }}
          communeInput={{ id: inputId('address.communeCode'), error: field('address.communeCode').error }}
          lineInput={field('address.line')}
        />
        <fieldset className={classes['person']} aria-describedby="responsible-hint">
          <legend>{w('basics.responsible')}</legend>
          <p id="responsible-hint">{w('basics.responsibleHint')}</p>
          <TextInput label={w('basics.responsibleName')} autoComplete="off" {...field('responsible.name')} />
          <TextInput
            label={w('basics.responsiblePhone')}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            {...field('responsible.phone')}
          />
        </fieldset>
        <TextInput
          label={w('basics.externalId')}
          description={w('basics.externalIdHint')}
          autoComplete="off"
          {...field('externalId')}
        />
        {change.isSuccess && (
          <Notice tone="good" live>
            {w('basics.saved')}
          </Notice>
        )}
        <Button type="submit" loading={change.isPending}>
          {w('basics.save')}
        </Button>
      </form>
    </Panel>
  );
}

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { venueInputSchema } from '#shared/contract/portal-api.ts';
import type { ClaimSlip, OnBehalfList } from '#shared/contract/portal-ward-cases.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useRegisterFor, useRegistrations, useReissueSlip } from '../../api/ward-work.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { EntranceFields } from '../../ui/venue-form/entrance-fields.tsx';
import { venueMessages } from '../../ui/venue-form/venue-messages.ts';
import { VenueTypePicker } from '../../ui/venue-form/venue-type-picker.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import { Slip } from './slip.tsx';
import classes from './ward.module.css';
import { useThisWard } from './ward-layout.tsx';

/** The short form for a business that cannot do it itself; then poster and slip. */
export default function RegisterPage() {
  const w = useWardText();
  const [slip, setSlip] = useState<ClaimSlip | null>(null);
  return (
    <>
      <div className={classes['noPrint']}>
        <PageHeading title={w('register.title')} />
        <p className={classes['soft']}>{w('register.intro')}</p>
      </div>
      {slip ? <Slip slip={slip} onDone={() => setSlip(null)} /> : <RegisterForm onDone={setSlip} />}
      <Registered onSlip={setSlip} />
    </>
  );
}

function RegisterForm({ onDone }: { readonly onDone: (slip: ClaimSlip) => void }) {
  const w = useWardText();
  const { t } = useLanguage();
  const { communes } = useThisWard();
  const register = useRegisterFor();
  const { form, problems, attempt, field } = usePageForm({
    schema: venueInputSchema,
    defaultValues: {
      name: '',
      address: { line: '', communeCode: communes[0]?.code ?? '' },
      entrances: [t('registration.entranceDefault')],
    },
    messages: venueMessages(t, ''),
    failure: register.error,
  });
  const general = register.isError && problems.length === 0 ? t(problemKey(failureOf(register.error))) : undefined;
  const submit = form.handleSubmit((venue) => register.mutate(venue, { onSuccess: onDone }));
  return (
    <Panel className={classes['noPrint']}>
      <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary problems={problems} general={general} attempt={attempt} />
        <TextInput label={t('registration.venueName')} {...field('name')} />
        <VenueTypePicker {...field('type')} />
        {communes.length > 1 && (
          <NativeSelect
            label={w('register.commune')}
            data={communes.map(({ code, name }) => ({ value: code, label: name }))}
            {...field('address.communeCode')}
          />
        )}
        <TextInput label={t('registration.line')} description={t('registration.lineHint')} {...field('address.line')} />
        <EntranceFields
          path="entrances"
          names={form.watch('entrances')}
          onChange={(entrances) => form.setValue('entrances', entrances)}
          errorAt={(index) => problems.find(({ path }) => path === `entrances.${index}`)?.message}
        />
        <Button type="submit" size="lg" loading={register.isPending}>
          {w('register.submit')}
        </Button>
      </form>
    </Panel>
  );
}

function Registered({ onSlip }: { readonly onSlip: (slip: ClaimSlip) => void }) {
  const w = useWardText();
  const reissue = useReissueSlip();
  return (
    <Panel title={w('register.list')} className={classes['noPrint']}>
      <Loaded query={useRegistrations()} lines={4}>
        {({ registrations }) =>
          registrations.length === 0 ? (
            <p className={classes['soft']}>{w('register.empty')}</p>
          ) : (
            <ul className={classes['people']} aria-label={w('register.list')}>
              {registrations.map((one) => (
                <RegisteredRow
                  key={one.venueId}
                  registered={one}
                  busy={reissue.isPending}
                  onReissue={() =>
                    reissue.mutate(one.venueId, {
                      onSuccess: (slip) => {
                        onSlip(slip);
                        globalThis.scrollTo(0, 0);
                      },
                    })
                  }
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function RegisteredRow(props: {
  readonly registered: OnBehalfList['registrations'][number];
  readonly busy: boolean;
  readonly onReissue: () => void;
}) {
  const { venueName, addressLine, expiresAt, claimedAt } = props.registered;
  const w = useWardText();
  const { format } = useLanguage();
  const now = useNow(60_000);
  const day = (at: number): string => format.dateTime(at).slice(0, 10);
  return (
    <li>
      <div className={classes['who']}>
        <strong>{venueName}</strong>
        <small>{addressLine}</small>
        <small>
          {claimedAt !== null
            ? w('register.claimed', { day: day(claimedAt) })
            : expiresAt > now
              ? w('register.waiting', { day: day(expiresAt) })
              : w('register.expired')}
        </small>
      </div>
      {claimedAt === null && (
        <Button
          variant="subtle"
          size="sm"
          disabled={props.busy}
          aria-label={w('register.reissueWhat', { name: venueName })}
          onClick={props.onReissue}
        >
          {w('register.reissue')}
        </Button>
      )}
    </li>
  );
}

import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { z } from 'zod';
import type { Venue } from '#shared/contract/portal-api.ts';
import { entranceInputSchema } from '#shared/contract/portal-api.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { useVenueBasics } from '../../api/owned-venues.ts';
import { failureOf } from '../../api/problem-error.ts';
import { canManage, useMe } from '../../api/session.ts';
import { useAddEntrance, useVenue } from '../../api/venues.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { VENUE_TYPES } from '../../ui/venue-form/venue-types.ts';
import { useVenueWords } from '../../ui/venue-words.ts';
import { BasicsForm } from './basics-form.tsx';
import { ClosePanel } from './close-panel.tsx';
import { EntranceList } from './entrance-list.tsx';
import classes from './venues.module.css';

/** What the venue is called, where it is, who answers for it and where people come in. The rest is under the door and settings. */
export default function SettingsTab() {
  const me = useMe().data;
  return me && canManage(me) ? <Managed /> : <Shown />;
}

function Managed() {
  const { t } = useLanguage();
  const id = useVenueId();
  const venue = useVenue(id).data;
  return (
    <Loaded query={useVenueBasics(id)} lines={6}>
      {(basics) => (
        <div className={classes['columns']}>
          <BasicsForm key={basics.id} venue={basics} />
          <div className={classes['column']}>
            <Panel title={t('venues.entranceList')}>
              <EntranceList venue={basics} />
              {venue && <AddEntranceForm venue={venue} />}
            </Panel>
            <ClosePanel venue={basics} />
          </div>
        </div>
      )}
    </Loaded>
  );
}

/** For who may look and not change. */
function Shown() {
  return (
    <Loaded query={useVenue(useVenueId())}>
      {(venue) => (
        <div className={classes['columns']}>
          <Details venue={venue} />
          <Entrances venue={venue} />
        </div>
      )}
    </Loaded>
  );
}

function Details({ venue }: { readonly venue: Venue }) {
  const { t, format } = useLanguage();
  const { line, communeName, provinceName } = venue.address;
  const rows = [
    [t('venues.name'), venue.name],
    [t('venues.type'), t(VENUE_TYPES[venue.type].label)],
    [t('venues.address'), `${line}, ${communeName}, ${provinceName}`],
    [t('venues.registeredOn'), format.longDay(dayOf(venue.createdAt))],
  ];
  return (
    <Panel title={t('venues.details')}>
      <dl className={classes['details']}>
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Entrances({ venue }: { readonly venue: Venue }) {
  const { t } = useLanguage();
  const w = useVenueWords();
  return (
    <Panel title={t('venues.entranceList')}>
      <ul className={classes['entrances']}>
        {venue.entrances.map(({ id, name, serial }) => (
          <li key={id}>
            <strong>{name}</strong>
            <span>{t('venues.serial', { serial })}</span>
          </li>
        ))}
      </ul>
      <p className={classes['soft']}>{w('basics.readOnly')}</p>
    </Panel>
  );
}

/** Under a name of its own: the venue's name is an input of the same page. */
const entranceFormSchema = z.object({ entrance: entranceInputSchema });

function AddEntranceForm({ venue }: { readonly venue: Venue }) {
  const { t } = useLanguage();
  const addEntrance = useAddEntrance(venue.id);
  const { form, problems, attempt, field } = usePageForm({
    schema: entranceFormSchema,
    defaultValues: { entrance: { name: '' } },
    messages: {
      'entrance.name': {
        missing: t('registration.errors.entranceMissing'),
        else: t('registration.errors.entranceLong'),
      },
    },
    failure: addEntrance.error,
  });
  const general =
    addEntrance.isError && problems.length === 0 ? t(problemKey(failureOf(addEntrance.error))) : undefined;
  const submit = form.handleSubmit(({ entrance }) =>
    addEntrance.mutate(entrance.name, {
      onSuccess: () => form.reset({ entrance: { name: '' } }, { keepSubmitCount: true }),
    }),
  );
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <h3>{t('venues.addEntranceTitle')}</h3>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      {addEntrance.isSuccess && (
        <Notice tone="good" live>
          {t('venues.entranceAdded', { name: addEntrance.variables })}{' '}
          <Link to={`/venues/${venue.id}/posters`}>{t('venues.toPoster')}</Link>
        </Notice>
      )}
      <TextInput
        label={t('venues.entranceName')}
        description={t('venues.addEntranceHint')}
        {...field('entrance.name')}
      />
      <Button type="submit" loading={addEntrance.isPending} leftSection={<IconPlus aria-hidden size={20} />}>
        {t('registration.addEntrance')}
      </Button>
    </form>
  );
}

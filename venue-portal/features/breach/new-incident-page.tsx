import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { z } from 'zod';
import { incidentKindSchema } from '#shared/contract/portal-audit.ts';
import type { AccountId, KioskId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { actorText } from '#shared/i18n/audit-words.ts';
import { useAuditFilters, useOpenIncident } from '../../api/audit.ts';
import { failureOf } from '../../api/problem-error.ts';
import { isOwner } from '../../api/session.ts';
import classes from '../../ui/data-page.module.css';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { type PageForm, usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { OnlyFor } from '../../ui/only-for.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useRightsText } from '../../ui/rights-text.ts';
import { localInput, parseLocal } from './local-time.ts';

const time = z.string().refine((text) => parseLocal(text) !== null, { message: 'bad-time' });

const formSchema = z
  .strictObject({
    kind: incidentKindSchema,
    noticedAt: time,
    from: time,
    until: time,
    actor: z.string(),
    kiosk: z.string(),
  })
  .refine(({ from, until }) => (parseLocal(from) ?? 0) < (parseLocal(until) ?? 1), {
    path: ['until'],
    message: 'before-from',
  });

type IncidentInput = z.input<typeof formSchema>;

export default function NewIncidentPage() {
  const t = useRightsText();
  return (
    <div className={classes['page']}>
      <OnlyFor may={isOwner} title={t('incidents.form.title')}>
        <IncidentForm />
      </OnlyFor>
    </div>
  );
}

function IncidentForm() {
  const t = useRightsText();
  const { t: common } = useLanguage();
  const { problems, attempt, field, submit, general, isSending } = useIncidentForm();
  return (
    <>
      <PageHeading title={t('incidents.form.title')} hasErrors={problems.length > 0} />
      <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary problems={problems} general={general} attempt={attempt} />
        <Panel>
          <div className={classes['form']}>
            <IncidentFields field={field} />
            <div className={classes['row']}>
              <Button type="submit" loading={isSending}>
                {t('incidents.form.submit')}
              </Button>
              <Button component={Link} to="/data/incidents" variant="default">
                {common('app.cancel')}
              </Button>
            </div>
          </div>
        </Panel>
      </form>
    </>
  );
}

function useIncidentForm() {
  const t = useRightsText();
  const { t: common } = useLanguage();
  const navigate = useNavigate();
  const open = useOpenIncident();
  const [now] = useState(() => Date.now());
  const page = usePageForm({
    schema: formSchema,
    defaultValues: {
      ...{ kind: 'account', actor: '', kiosk: '' },
      ...{ noticedAt: localInput(now), from: localInput(now - DAY_MS), until: localInput(now) },
    },
    messages: {
      noticedAt: { else: t('incidents.form.badTime') },
      from: { else: t('incidents.form.badTime') },
      until: { else: t('incidents.form.badWindow') },
    },
    failure: open.error,
  });
  const submit = page.form.handleSubmit(({ kind, noticedAt, from, until, actor, kiosk }) => {
    const window = {
      from: parseLocal(from) ?? 0,
      // The minute that is named is part of it.
      until: (parseLocal(until) ?? 0) + 60_000,
      accountId: actor === '' ? null : (actor as AccountId),
      kioskId: kiosk === '' ? null : (kiosk.replace('kiosk:', '') as KioskId),
    };
    open.mutate(
      { kind, noticedAt: parseLocal(noticedAt) ?? 0, window },
      { onSuccess: ({ id }) => void navigate(`/data/incidents/${id}`) },
    );
  });
  const general = open.isError && page.problems.length === 0 ? common(problemKey(failureOf(open.error))) : undefined;
  return { ...page, submit, general, isSending: open.isPending };
}

function IncidentFields({ field }: Pick<PageForm<IncidentInput, unknown>, 'field'>) {
  const t = useRightsText();
  const actors = useAuditFilters().data?.actors ?? [];
  const people = actors.filter(({ kind }) => kind === 'person');
  const kiosks = actors.filter(({ kind }) => kind === 'kiosk');
  return (
    <>
      <NativeSelect
        className={classes['short']}
        label={t('incidents.form.kind')}
        data={incidentKindSchema.options.map((value) => ({ value, label: t(`incidents.kinds.${value}`) }))}
        {...field('kind')}
      />
      <TextInput
        className={classes['short']}
        type="datetime-local"
        label={t('incidents.form.noticedAt')}
        {...field('noticedAt')}
      />
      <div className={classes['row']}>
        <TextInput type="datetime-local" label={t('incidents.form.from')} {...field('from')} />
        <TextInput type="datetime-local" label={t('incidents.form.until')} {...field('until')} />
      </div>
      <div className={classes['row']}>
        <NativeSelect
          label={t('incidents.form.who')}
          data={[
            { value: '', label: t('incidents.form.anyone') },
            ...people.map((actor) => ({ value: actor.id, label: actorText(t, actor) })),
          ]}
          {...field('actor')}
        />
        {kiosks.length > 0 && (
          <NativeSelect
            label={t('incidents.form.device')}
            data={[
              { value: '', label: t('incidents.form.noDevice') },
              ...kiosks.map((actor) => ({ value: actor.id, label: actorText(t, actor) })),
            ]}
            {...field('kiosk')}
          />
        )}
      </div>
    </>
  );
}

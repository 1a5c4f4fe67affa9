import { Link } from 'react-router';
import { z } from 'zod';
import { passwordSchema } from '#shared/contract/portal-api.ts';
import { venueTypeSchema } from '#shared/domain/venue.ts';
import { PasswordField } from '../../ui/form/password-field.tsx';
import { passwordMessages } from '../../ui/form/password-messages.ts';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { MatchNotice } from '../../ui/venue-form/match-notice.tsx';
import { VENUE_TYPES } from '../../ui/venue-form/venue-types.ts';
import type { Draft, Step } from './draft.ts';
import classes from './registration.module.css';
import { StepFrame, type StepProps } from './step-frame.tsx';

const passwordFormSchema = z.object({ owner: z.object({ password: passwordSchema }) });

export function CheckStep(
  props: StepProps & {
    readonly password: string;
    readonly busy: boolean;
    readonly submit: (password: string) => void;
  },
) {
  const { draft, failure } = props;
  const { t } = useLanguage();
  const { form, problems, attempt, field } = usePageForm({
    schema: passwordFormSchema,
    defaultValues: { owner: { password: props.password } },
    messages: { 'owner.password': passwordMessages(t) },
    failure,
  });
  const submit = form.handleSubmit(({ owner }) => props.submit(owner.password), props.forgive);
  return (
    <StepFrame
      title={t('registration.checkTitle')}
      intro={t('registration.checkIntro')}
      number={props.number}
      back={props.back}
      problems={problems}
      general={failure && problems.length === 0 ? t(problemKey(failure.code)) : undefined}
      attempt={attempt}
      onSubmit={submit}
      submitLabel={t('registration.submit')}
      busy={props.busy}
    >
      <Answers draft={draft} />
      <MatchNotice place={draft.venue} isSignedIn={false} />
      {props.password === '' && (
        <>
          <Notice tone="info">{t('registration.passwordAgainWhy')}</Notice>
          <PasswordField
            label={t('registration.passwordAgain')}
            autoComplete="new-password"
            {...field('owner.password')}
          />
        </>
      )}
    </StepFrame>
  );
}

/** Every answer beside a way to change it. */
function Answers({ draft }: { readonly draft: Draft }) {
  const { t } = useLanguage();
  const type = venueTypeSchema.safeParse(draft.venue.type);
  const rows: readonly { step: Step; what: string; lines: readonly (string | undefined)[] }[] = [
    { step: 'account', what: t('registration.summaryOrganisation'), lines: [draft.organisationName] },
    { step: 'account', what: t('registration.summaryOwner'), lines: [draft.owner.name, draft.owner.email] },
    {
      step: 'venue',
      what: t('registration.summaryVenue'),
      lines: [draft.venue.name, type.success ? t(VENUE_TYPES[type.data].label) : undefined],
    },
    {
      step: 'address',
      what: t('registration.summaryAddress'),
      lines: [draft.venue.address.line, draft.communeLabel],
    },
    { step: 'entrances', what: t('registration.summaryEntrances'), lines: draft.venue.entrances },
  ];
  return (
    <dl className={classes['answers']}>
      {rows.map(({ step, what, lines }) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>
            {lines
              .filter((line) => line !== undefined)
              .map((line, index) => (
                <span key={`${index} ${line}`}>{line}</span>
              ))}
          </dd>
          <dd>
            <Link
              to={`/register/${step}?return=check`}
              aria-label={t('registration.changeWhat', { what: what.toLowerCase() })}
            >
              {t('registration.change')}
            </Link>
          </dd>
        </div>
      ))}
    </dl>
  );
}

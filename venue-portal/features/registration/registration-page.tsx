import { useState } from 'react';
import { Navigate, useNavigate, useParams, useSearchParams } from 'react-router';
import { registrationSchema } from '#shared/contract/portal-api.ts';
import { ProblemError } from '../../api/problem-error.ts';
import { useMe, useRegister } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { AccountStep } from './account-step.tsx';
import { AddressStep } from './address-step.tsx';
import { CheckStep } from './check-step.tsx';
import { type Draft, forgetDraft, mayOpen, readDraft, STEPS, type Step, stepOfField, writeDraft } from './draft.ts';
import { EntrancesStep } from './entrances-step.tsx';
import type { StepProps } from './step-frame.tsx';
import { VenueStep } from './venue-step.tsx';

/** Registration, one thing at a time, from account to poster. */
export default function RegistrationPage() {
  const { t, language } = useLanguage();
  const navigate = useNavigate();
  const me = useMe().data;
  const [returning] = useSearchParams();
  const [draft, setDraft] = useState(() => readDraft(t('registration.entranceDefault')));
  const [password, setPassword] = useState('');
  const register = useRegister();
  const { step: asked } = useParams();
  const step = STEPS.find((candidate) => candidate === asked);

  if (me && register.isIdle) return <Navigate to="/venues" replace />;
  if (!step) return <Navigate to="/register/account" replace />;
  if (!mayOpen(step, draft)) return <Navigate to="/register/account" replace />;

  const save = (next: Draft) => {
    setDraft(next);
    writeDraft(next);
  };
  const submit = (chosenPassword: string) => {
    setPassword(chosenPassword);
    const { communeLabel: _shown, ...answers } = draft;
    const input = registrationSchema.parse({
      ...answers,
      owner: { ...draft.owner, password: chosenPassword },
      language,
    });
    register.mutate(input, {
      onSuccess: ({ venue }) => {
        forgetDraft();
        void navigate(`/venues/${venue.id}/ready`, { replace: true });
      },
      onError: (error) => {
        const [path] = Object.keys(fieldsOf(error));
        if (path !== undefined) void navigate(`/register/${stepOfField(path)}?return=check`);
      },
    });
  };
  const stepProps: StepProps = {
    draft,
    save,
    number: STEPS.indexOf(step) + 1,
    back: backFrom(step, returning.has('return')),
    goOn: () =>
      void navigate(`/register/${returning.has('return') ? 'check' : (STEPS[STEPS.indexOf(step) + 1] ?? 'check')}`),
    failure: withFields(register.error),
    forgive: register.reset,
  };
  switch (step) {
    case 'account':
      return <AccountStep {...stepProps} password={password} setPassword={setPassword} />;
    case 'venue':
      return <VenueStep {...stepProps} />;
    case 'address':
      return <AddressStep {...stepProps} />;
    case 'entrances':
      return <EntrancesStep {...stepProps} />;
    case 'check':
      return <CheckStep {...stepProps} password={password} busy={register.isPending} submit={submit} />;
    default:
      return step satisfies never;
  }
}

function backFrom(step: Step, returning: boolean): string {
  if (returning) return '/register/check';
  const previous = STEPS[STEPS.indexOf(step) - 1];
  return previous === undefined ? '/sign-in' : `/register/${previous}`;
}

/** A taken address is a matter of one input, so it is shown there. */
function fieldsOf(error: Error): Readonly<Record<string, string>> {
  if (!(error instanceof ProblemError)) return {};
  return error.code === 'email-taken' ? { 'owner.email': 'taken', ...error.fields } : error.fields;
}

function withFields(error: Error | null): ProblemError | null {
  return error instanceof ProblemError ? new ProblemError(error.code, fieldsOf(error)) : null;
}

import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { claimCodeSchema } from '#shared/contract/portal-ward-cases.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useMe } from '../../api/session.ts';
import { useClaim, useClaimDetails, useClaimForOwn } from '../../api/ward-work.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { NewAccountForm } from '../../ui/form/new-account-form.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OpenLineNotice } from '../../ui/open-line.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './claim.module.css';

/** A business takes over what its ward registered for it: by the slip's QR code, or by typing what stands on it. */
export default function ClaimPage() {
  const w = useWardText();
  const details = useClaimDetails();
  const [code, setCode] = useState<string | null>(null);
  const { mutate } = details;
  const ask = (typed: string) => mutate(typed, { onSuccess: () => setCode(typed) });
  useEffect(() => {
    const scanned = claimCodeSchema.safeParse(globalThis.location.hash.slice(1));
    if (globalThis.location.hash !== '') {
      // Out of the address, where it could be looked over at.
      globalThis.history.replaceState(globalThis.history.state, '', globalThis.location.pathname);
    }
    if (scanned.success) mutate(scanned.data, { onSuccess: () => setCode(scanned.data) });
  }, [mutate]);
  return (
    <Panel className={classes['narrow']}>
      <OpenLineNotice />
      {code !== null && details.data ? (
        <Found
          code={code}
          venue={details.data}
          onWrong={() => {
            setCode(null);
            details.reset();
          }}
        />
      ) : (
        <>
          <PageHeading title={w('claim.title')} hasErrors={details.isError} />
          <p className={classes['soft']}>{w('claim.intro')}</p>
          <CodeForm busy={details.isPending} failure={details.error} onSubmit={ask} />
        </>
      )}
    </Panel>
  );
}

const codeFormSchema = z.object({ code: claimCodeSchema });

function useCodeProblem(failure: Error | null): string | undefined {
  const w = useWardText();
  const { t } = useLanguage();
  if (!failure) return undefined;
  const code = failureOf(failure);
  if (code === 'code-unknown') return w('claim.unknown');
  if (code === 'code-used') return w('claim.used');
  if (code === 'code-expired') return w('claim.expired');
  return t(problemKey(code));
}

function CodeForm(props: {
  readonly busy: boolean;
  readonly failure: Error | null;
  readonly onSubmit: (code: string) => void;
}) {
  const w = useWardText();
  const { form, problems, attempt, field } = usePageForm({
    schema: codeFormSchema,
    defaultValues: { code: '' },
    messages: { code: { missing: w('claim.codeMissing'), else: w('claim.codeInvalid') } },
  });
  const general = useCodeProblem(props.failure);
  const submit = form.handleSubmit(({ code }) => props.onSubmit(code));
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={problems.length === 0 ? general : undefined} attempt={attempt} />
      <TextInput
        label={w('claim.code')}
        description={w('claim.codeHint')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        className={classes['code']}
        {...field('code')}
      />
      <Button type="submit" size="lg" loading={props.busy}>
        {w('claim.next')}
      </Button>
    </form>
  );
}

function Found(props: {
  readonly code: string;
  readonly venue: { readonly venueName: string; readonly address: string };
  readonly onWrong: () => void;
}) {
  const { code, venue, onWrong } = props;
  const w = useWardText();
  const me = useMe().data;
  return (
    <>
      <PageHeading title={w('claim.title')} />
      <div className={classes['found']}>
        <small>{w('claim.found')}</small>
        <strong>{venue.venueName}</strong>
        <span>{venue.address}</span>
      </div>
      {me ? (
        <OwnClaim code={code} organisation={me.role === 'owner' ? (me.organisation?.name ?? '') : null} />
      ) : (
        <AccountForm code={code} />
      )}
      <Button variant="subtle" onClick={onWrong}>
        {w('claim.wrong')}
      </Button>
    </>
  );
}

function OwnClaim({ code, organisation }: { readonly code: string; readonly organisation: string | null }) {
  const w = useWardText();
  const claim = useClaimForOwn();
  const problem = useCodeProblem(claim.error);
  if (organisation === null) return <Notice tone="warn">{w('claim.notOwner')}</Notice>;
  return (
    <div className={classes['form']}>
      <p>{w('claim.own', { organisation })}</p>
      {problem !== undefined && (
        <Notice tone="stop" live>
          {problem}
        </Notice>
      )}
      <Button size="lg" loading={claim.isPending || claim.isSuccess} onClick={() => claim.mutate(code)}>
        {w('claim.submit')}
      </Button>
    </div>
  );
}

function AccountForm({ code }: { readonly code: string }) {
  const w = useWardText();
  const claim = useClaim();
  return (
    <NewAccountForm
      className={classes['form']}
      make={claim}
      complete={(account) => ({ ...account, code })}
      submitLabel={w('claim.submit')}
      refusal={useCodeProblem(claim.error)}
    >
      <h2>{w('claim.account')}</h2>
    </NewAccountForm>
  );
}

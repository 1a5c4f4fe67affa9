import { Button, CopyButton, TextInput } from '@mantine/core';
import { IconCopy, IconUserPlus } from '@tabler/icons-react';
import type { OneTimeLink } from '#shared/contract/portal-account.ts';
import { officerInvitationInputSchema } from '#shared/contract/portal-ward.ts';
import { INVITED_OFFICERS } from '#shared/domain/roles.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useInviteOfficer } from '../../api/ward.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { inputId, usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';
import { useThisWard } from './ward-layout.tsx';

/** A link makes an officer's account once, for the role and units chosen here. */
export function OfficerInvite() {
  const w = useWardText();
  const { t } = useLanguage();
  const ward = useThisWard();
  const roles = INVITED_OFFICERS[ward.role] ?? [];
  const [only] = ward.communes;
  const invite = useInviteOfficer();
  const initial = {
    label: '',
    role: roles.at(-1) ?? ('volunteer' as const),
    units: ward.communes.length === 1 && only ? [only.code] : [],
  };
  const { form, problems, attempt, field } = usePageForm({
    schema: officerInvitationInputSchema,
    defaultValues: initial,
    messages: {
      role: { else: w('officers.inviteRole') },
      label: { long: w('officers.inviteForLong'), else: w('officers.inviteForMissing') },
      units: { else: w('officers.inviteUnitsMissing') },
    },
    failure: invite.error,
  });
  if (invite.data) return <InvitationLink link={invite.data} onDone={() => invite.reset()} />;
  const general = invite.isError && problems.length === 0 ? t(problemKey(failureOf(invite.error))) : undefined;
  const submit = form.handleSubmit(
    (invitation) => invite.mutate(invitation, { onSuccess: () => form.reset(initial) }),
    () => invite.reset(),
  );
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <ChoiceCards
        legend={w('officers.inviteRole')}
        value={form.watch('role')}
        onChange={(role) => form.setValue('role', role)}
        options={roles.map((role) => ({
          value: role,
          label: w(`roles.${role}`),
          hint: w(`officers.roleHints.${role}`),
        }))}
      />
      <TextInput
        className={classes['short']}
        label={w('officers.inviteFor')}
        description={w('officers.inviteForHint')}
        autoComplete="off"
        {...field('label')}
      />
      {ward.communes.length > 1 && (
        <UnitChoice
          chosen={form.watch('units')}
          error={problems.find(({ path }) => path === 'units')?.message}
          onChange={(units) => form.setValue('units', units)}
        />
      )}
      <div className={classes['row']}>
        <Button
          type="submit"
          variant="light"
          loading={invite.isPending}
          leftSection={<IconUserPlus aria-hidden size={20} />}
        >
          {w('officers.inviteSubmit')}
        </Button>
      </div>
    </form>
  );
}

function UnitChoice(props: {
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (units: string[]) => void;
}) {
  const { chosen, error, onChange } = props;
  const w = useWardText();
  const { communes } = useThisWard();
  return (
    <fieldset className={classes['units']}>
      <legend>{w('officers.inviteUnits')}</legend>
      {error !== undefined && <p className={classes['error']}>{error}</p>}
      {communes.map(({ code, name }, index) => (
        <label key={code}>
          <input
            type="checkbox"
            className={classes['check']}
            {...(index === 0 && { id: inputId('units') })}
            checked={chosen.includes(code)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(checked ? [...chosen, code] : chosen.filter((other) => other !== code))
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

/** Shown once, to be handed on. */
function InvitationLink({ link, onDone }: { readonly link: OneTimeLink; readonly onDone: () => void }) {
  const w = useWardText();
  const { t, format } = useLanguage();
  return (
    <div className={classes['link']}>
      <Notice tone="warn" live>
        {w('officers.linkOnce', { time: format.dateTime(link.expiresAt) })}
      </Notice>
      <code>{link.url}</code>
      <div className={classes['row']}>
        <CopyButton value={link.url}>
          {({ copied, copy }) => (
            <Button leftSection={<IconCopy aria-hidden size={20} />} onClick={copy}>
              {copied ? t('app.copied') : t('app.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onDone}>
          {w('officers.done')}
        </Button>
      </div>
    </div>
  );
}

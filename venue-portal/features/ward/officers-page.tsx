import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Officers } from '#shared/contract/portal-ward.ts';
import { useMe } from '../../api/session.ts';
import { useOfficers, useRemoveOfficer, useWithdrawOfficerInvitation } from '../../api/ward.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useWardText } from '../../ui/ward-text.ts';
import { OfficerInvite } from './officer-invite.tsx';
import classes from './ward.module.css';

type Officer = Officers['officers'][number];

/** Who works for the unit and those below it. */
export default function OfficersPage() {
  const w = useWardText();
  return (
    <>
      <div>
        <PageHeading title={w('officers.title')} />
        <p className={classes['soft']}>{w('officers.intro')}</p>
      </div>
      <Loaded query={useOfficers()} lines={6}>
        {({ officers, invitations }) => (
          <>
            <OfficersPanel officers={officers} />
            <Panel title={w('officers.invite')}>
              <OfficerInvite />
              <Pending invitations={invitations} />
            </Panel>
          </>
        )}
      </Loaded>
    </>
  );
}

function OfficersPanel({ officers }: { readonly officers: readonly Officer[] }) {
  const w = useWardText();
  const [removing, setRemoving] = useState<Officer | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  return (
    <Panel title={w('officers.list')}>
      <div role="status">{said !== null && <Notice tone="good">{said}</Notice>}</div>
      {officers.length <= 1 && <p className={classes['soft']}>{w('officers.empty')}</p>}
      <ul className={classes['people']} aria-label={w('officers.list')}>
        {officers.map((officer) => (
          <OfficerRow
            key={`${officer.accountId}/${officer.role}`}
            officer={officer}
            onRemove={() => setRemoving(officer)}
          />
        ))}
      </ul>
      {removing && (
        <RemoveDialog
          officer={removing}
          onClose={() => setRemoving(null)}
          onDone={() => setSaid(w('officers.removed', { name: removing.name }))}
        />
      )}
    </Panel>
  );
}

function OfficerRow({ officer, onRemove }: { readonly officer: Officer; readonly onRemove: () => void }) {
  const { accountId, name, email, role, units, lastSeenAt, secured, removable } = officer;
  const w = useWardText();
  const { format } = useLanguage();
  const now = useNow(60_000);
  const isSelf = useMe().data?.accountId === accountId;
  return (
    <li>
      <div className={classes['who']}>
        <span>
          <strong>{name}</strong>
          {isSelf && <Chip tone="plain">{w('officers.you')}</Chip>}
          <Chip tone={secured ? 'good' : 'warn'}>{secured ? w('officers.secured') : w('officers.passwordOnly')}</Chip>
        </span>
        <small>
          {w(`roles.${role}`)} · {units.map((unit) => unit.name).join(', ')}
        </small>
        <small>
          {email} ·{' '}
          {lastSeenAt === null ? w('officers.notSeen') : w('officers.seen', { ago: format.ago(lastSeenAt, now) })}
        </small>
      </div>
      {removable && (
        <Button
          variant="subtle"
          size="sm"
          className={classes['danger']}
          aria-label={w('officers.removeWhat', { name })}
          onClick={onRemove}
        >
          {w('officers.remove')}
        </Button>
      )}
    </li>
  );
}

function RemoveDialog(props: { readonly officer: Officer; readonly onClose: () => void; readonly onDone: () => void }) {
  const { accountId, name } = props.officer;
  const w = useWardText();
  const remove = useRemoveOfficer();
  return (
    <ConfirmDialog
      title={w('officers.removeTitle', { name })}
      confirm={w('officers.removeConfirm')}
      work={remove}
      onCancel={props.onClose}
      onConfirm={() =>
        remove.mutate(accountId, {
          onSuccess: () => {
            props.onDone();
            props.onClose();
          },
        })
      }
    >
      <p>{w('officers.removeText')}</p>
    </ConfirmDialog>
  );
}

function Pending({ invitations }: { readonly invitations: Officers['invitations'] }) {
  const w = useWardText();
  const { format } = useLanguage();
  const withdraw = useWithdrawOfficerInvitation();
  return (
    <>
      <div role="status">{withdraw.isSuccess && <Notice tone="good">{w('officers.withdrawn')}</Notice>}</div>
      {invitations.length > 0 && (
        <>
          <h3>{w('officers.pending')}</h3>
          <ul className={classes['people']} aria-label={w('officers.pending')}>
            {invitations.map(({ id, label, role, expiresAt }) => (
              <li key={id}>
                <div className={classes['who']}>
                  <strong>{label}</strong>
                  <small>
                    {w('officers.pendingUntil', { role: w(`roles.${role}`), time: format.dateTime(expiresAt) })}
                  </small>
                </div>
                <Button
                  variant="subtle"
                  size="sm"
                  className={classes['danger']}
                  disabled={withdraw.isPending}
                  aria-label={w('officers.withdrawWhat', { label })}
                  onClick={() => withdraw.mutate(id)}
                >
                  {w('officers.withdraw')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

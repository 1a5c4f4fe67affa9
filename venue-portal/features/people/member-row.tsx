import { Button, NativeSelect } from '@mantine/core';
import type { People } from '#shared/contract/portal-account.ts';
import { organisationRoleSchema } from '#shared/domain/roles.ts';
import { useChangeRole } from '../../api/people.ts';
import { useMe } from '../../api/session.ts';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Chip } from '../../ui/notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import classes from './people.module.css';

/** One person; nobody changes their own role here, so that an owner remains. */
export function MemberRow(props: {
  readonly member: People['members'][number];
  readonly onReset: () => void;
  readonly onRemove: () => void;
}) {
  const { accountId, name, email, role, lastSeenAt, secured, shared } = props.member;
  const { t, format } = useLanguage();
  const now = useNow(60_000);
  const change = useChangeRole();
  const isSelf = useMe().data?.accountId === accountId;
  return (
    <li>
      <div className={classes['who']}>
        <span>
          <strong>{name}</strong>
          {isSelf && <Chip tone="plain">{t('account.people.you')}</Chip>}
          <Chip tone={secured ? 'good' : 'warn'}>
            {secured ? t('account.people.secured') : t('account.people.passwordOnly')}
          </Chip>
        </span>
        <small>
          {email} ·{' '}
          {lastSeenAt === null
            ? t('account.people.notSeen')
            : t('account.people.seen', { ago: format.ago(lastSeenAt, now) })}
        </small>
        <Failure error={change.error} />
      </div>
      {isSelf ? (
        <Chip tone="plain">{t(`account.people.roles.${role}`)}</Chip>
      ) : (
        <div className={classes['acts']}>
          <NativeSelect
            aria-label={t('account.people.roleOf', { name })}
            value={role}
            disabled={change.isPending}
            onChange={(event) =>
              change.mutate({ id: accountId, role: organisationRoleSchema.parse(event.currentTarget.value) })
            }
            data={organisationRoleSchema.options.map((value) => ({
              value,
              label: t(`account.people.roles.${value}`),
            }))}
          />
          {role !== 'owner' && !shared && (
            <Button
              variant="subtle"
              size="sm"
              aria-label={t('account.people.resetWhat', { name })}
              onClick={props.onReset}
            >
              {t('account.people.reset')}
            </Button>
          )}
          <Button
            variant="subtle"
            size="sm"
            className={classes['danger']}
            aria-label={t('account.people.removeWhat', { name })}
            onClick={props.onRemove}
          >
            {t('account.people.remove')}
          </Button>
        </div>
      )}
    </li>
  );
}

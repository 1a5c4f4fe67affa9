import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { API_SCOPES, type ApiScope, type ApiToken, TOKEN_LIVES } from '#shared/contract/portal-integrations.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useApiTokens, useMakeToken, useRevokeToken } from '../../api/webhooks.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import classes from '../../ui/data-page.module.css';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { CheckList } from './check-list.tsx';
import { ShownOnce } from './shown-once.tsx';
import { useIntegrationsText } from './words.ts';

export function TokensPanel() {
  const t = useIntegrationsText();
  const tokens = useApiTokens();
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  return (
    <Panel title={t('tokens.title')}>
      <div className={classes['stack']}>
        <p className={classes['soft']}>
          {t('tokens.intro')}{' '}
          <a href="/api/openapi.json" target="_blank" rel="noreferrer">
            {t('tokens.docs')}
          </a>
        </p>
        <TokenForm />
        <h3>{t('tokens.list')}</h3>
        <Loaded query={tokens} lines={3}>
          {({ tokens: list, now }) =>
            list.length === 0 ? (
              <p className={classes['soft']}>{t('tokens.empty')}</p>
            ) : (
              <ul className={classes['list']} aria-label={t('tokens.list')}>
                {list.map((token) => (
                  <TokenRow key={token.id} token={token} now={now} onRevoke={() => setRevoking(token)} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
      {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />}
    </Panel>
  );
}

function TokenForm() {
  const t = useIntegrationsText();
  const { t: common } = useLanguage();
  const make = useMakeToken();
  const [label, setLabel] = useState('');
  const [scopes, setScopes] = useState<ApiScope[]>(['read-figures']);
  const [days, setDays] = useState<(typeof TOKEN_LIVES)[number]>(90);
  const [isTried, setIsTried] = useState(false);
  const name = label.trim();
  const labelError = name === '' ? t('tokens.labelMissing') : name.length > 60 ? t('tokens.labelLong') : undefined;
  const scopesError = scopes.length === 0 ? t('tokens.scopesMissing') : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (labelError !== undefined || scopesError !== undefined) return;
    make.mutate(
      { label: name, scopes, days },
      {
        onSuccess: () => {
          setLabel('');
          setIsTried(false);
        },
      },
    );
  };
  if (make.data) {
    const { token, info } = make.data;
    return <ShownOnce title={t('tokens.created', { label: info.label })} secret={token} onDone={() => make.reset()} />;
  }
  const code = make.error && failureOf(make.error);
  return (
    <form className={classes['form']} noValidate onSubmit={submit}>
      {code && (
        <Notice tone="stop" live>
          {code === 'too-large' ? t('tokens.tooMany') : common(problemKey(code))}
        </Notice>
      )}
      <div className={classes['row']}>
        <TextInput
          className={classes['grow']}
          label={t('tokens.label')}
          value={label}
          autoComplete="off"
          error={isTried ? labelError : undefined}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('tokens.days')}
          value={String(days)}
          onChange={(event) => setDays(TOKEN_LIVES.find((life) => String(life) === event.currentTarget.value) ?? 90)}
          data={TOKEN_LIVES.map((life) => ({ value: String(life), label: t('tokens.daysOption', { days: life }) }))}
        />
      </div>
      <CheckList
        legend={t('tokens.scopes')}
        options={API_SCOPES.map((value) => ({ value, label: t(`scopes.${value}`) }))}
        chosen={scopes}
        error={isTried ? scopesError : undefined}
        onChange={setScopes}
      />
      <div>
        <Button type="submit" variant="light" loading={make.isPending}>
          {t('tokens.submit')}
        </Button>
      </div>
    </form>
  );
}

function TokenRow(props: { readonly token: ApiToken; readonly now: number; readonly onRevoke: () => void }) {
  const t = useIntegrationsText();
  const { format } = useLanguage();
  const { token, now } = props;
  const isOver = token.expiresAt <= now;
  return (
    <li>
      <div className={classes['what']}>
        <span>
          <strong>{token.label}</strong>
          {token.scopes.map((scope) => (
            <Chip key={scope} tone="plain">
              {t(`scopes.${scope}`)}
            </Chip>
          ))}
        </span>
        <small>
          {t('tokens.facts', { tail: token.tail, time: format.dateTime(token.createdAt) })} ·{' '}
          {token.lastUsedAt === null
            ? t('tokens.neverUsed')
            : t('tokens.used', { ago: format.ago(token.lastUsedAt, now) })}
        </small>
      </div>
      {token.revokedAt !== null ? (
        <Chip tone="stop">{t('tokens.revoked')}</Chip>
      ) : isOver ? (
        <Chip tone="warn">{t('tokens.expired')}</Chip>
      ) : (
        <>
          <small className={classes['small']}>{t('tokens.expires', { time: format.dateTime(token.expiresAt) })}</small>
          <Button
            variant="subtle"
            size="sm"
            className={classes['danger'] ?? ''}
            aria-label={t('tokens.revokeWhat', { label: token.label })}
            onClick={props.onRevoke}
          >
            {t('tokens.revoke')}
          </Button>
        </>
      )}
    </li>
  );
}

function RevokeDialog({ token, onClose }: { readonly token: ApiToken; readonly onClose: () => void }) {
  const t = useIntegrationsText();
  const revoke = useRevokeToken();
  return (
    <ConfirmDialog
      title={t('tokens.revokeTitle', { label: token.label })}
      confirm={t('tokens.revoke')}
      work={revoke}
      onCancel={onClose}
      onConfirm={() => revoke.mutate(token.id, { onSuccess: onClose })}
    >
      <p>{t('tokens.revokeText')}</p>
    </ConfirmDialog>
  );
}

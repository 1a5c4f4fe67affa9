import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { WEBHOOK_EVENTS, type WebhookSecret } from '#shared/contract/portal-integrations.ts';
import { failureOf, ProblemError } from '../../api/problem-error.ts';
import { useMakeWebhook, useWebhooks } from '../../api/webhooks.ts';
import classes from '../../ui/data-page.module.css';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { CheckList } from './check-list.tsx';
import { ShownOnce } from './shown-once.tsx';
import { WebhookRow } from './webhook-row.tsx';
import { useIntegrationsText } from './words.ts';

export function WebhooksPanel() {
  const t = useIntegrationsText();
  const webhooks = useWebhooks();
  const [shown, setShown] = useState<WebhookSecret | null>(null);
  return (
    <Panel title={t('webhooks.title')}>
      <div className={classes['stack']}>
        <p className={classes['soft']}>{t('webhooks.intro')}</p>
        {shown ? (
          <ShownOnce
            title={t('webhooks.secret', { host: new URL(shown.webhook.url).host })}
            secret={shown.secret}
            onDone={() => setShown(null)}
          />
        ) : (
          <WebhookForm onMade={setShown} />
        )}
        <h3>{t('webhooks.list')}</h3>
        <Loaded query={webhooks} lines={3}>
          {({ webhooks: list }) =>
            list.length === 0 ? (
              <p className={classes['soft']}>{t('webhooks.empty')}</p>
            ) : (
              <ul className={classes['list']} aria-label={t('webhooks.list')}>
                {list.map((webhook) => (
                  <WebhookRow key={webhook.id} webhook={webhook} onSecret={setShown} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </Panel>
  );
}

const REASONS = ['not-a-url', 'not-https', 'has-credentials', 'private'] as const;

function WebhookForm({ onMade }: { readonly onMade: (made: WebhookSecret) => void }) {
  const t = useIntegrationsText();
  const { t: common } = useLanguage();
  const make = useMakeWebhook();
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<(typeof WEBHOOK_EVENTS)[number][]>(['visit.arrived']);
  const [isTried, setIsTried] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    make.reset();
    if (url.trim() === '' || events.length === 0) return;
    make.mutate(
      { url, events },
      {
        onSuccess: (made) => {
          onMade(made);
          setUrl('');
          setIsTried(false);
        },
      },
    );
  };
  const told = make.error instanceof ProblemError ? make.error.fields['url'] : undefined;
  const reason = REASONS.find((known) => known === told);
  const missing = isTried && url.trim() === '' ? t('webhooks.problems.other') : undefined;
  const urlError = told === undefined ? missing : t(`webhooks.problems.${reason ?? 'other'}`);
  const code = make.error && told === undefined ? failureOf(make.error) : null;
  return (
    <form className={classes['form']} noValidate onSubmit={submit}>
      {code && (
        <Notice tone="stop" live>
          {code === 'too-large' ? t('webhooks.tooMany') : common(problemKey(code))}
        </Notice>
      )}
      <TextInput
        label={t('webhooks.url')}
        description={t('webhooks.urlHint')}
        type="url"
        inputMode="url"
        autoComplete="off"
        value={url}
        error={urlError}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <CheckList
        legend={t('webhooks.events')}
        options={WEBHOOK_EVENTS.map((value) => ({ value, label: t(`events.${value}`) }))}
        chosen={events}
        error={isTried && events.length === 0 ? t('webhooks.eventsMissing') : undefined}
        onChange={setEvents}
      />
      <div>
        <Button type="submit" variant="light" loading={make.isPending}>
          {t('webhooks.submit')}
        </Button>
      </div>
    </form>
  );
}

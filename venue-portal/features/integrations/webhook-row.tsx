import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Delivery, Webhook, WebhookSecret } from '#shared/contract/portal-integrations.ts';
import { useDeliveries, useResend, useRotateSecret, useWebhookAct } from '../../api/webhooks.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import classes from '../../ui/data-page.module.css';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { type IntegrationsTranslate, useIntegrationsText } from './words.ts';

export function WebhookRow(props: { readonly webhook: Webhook; readonly onSecret: (made: WebhookSecret) => void }) {
  const t = useIntegrationsText();
  const { webhook } = props;
  const act = useWebhookAct(webhook.id);
  const rotate = useRotateSecret();
  const [isOpen, setIsOpen] = useState(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const isOff = webhook.disabledAt !== null;
  const error = act.error ?? rotate.error;
  return (
    <li>
      <div className={classes['what']}>
        <span>
          <strong>{webhook.url}</strong>
          <StateChip webhook={webhook} />
        </span>
        <Facts webhook={webhook} />
        {webhook.disabledWhy === 'failures' && <Notice tone="warn">{t('webhooks.disabledText')}</Notice>}
        {webhook.knownTo !== null && <Notice tone="warn">{t('webhooks.knownText', { name: webhook.knownTo })}</Notice>}
        {webhook.disabledWhy === 'restored' && <Notice tone="warn">{t('webhooks.restoredText')}</Notice>}
        <Failure error={error} />
        <div role="status">
          {act.isSuccess && act.variables === 'test' && <Notice tone="good">{t('webhooks.tested')}</Notice>}
        </div>
        <div className={classes['row']}>
          {!isOff && (
            <Button
              variant="light"
              size="sm"
              loading={act.isPending && act.variables === 'test'}
              onClick={() => act.mutate('test', { onSuccess: () => setIsOpen(true) })}
            >
              {t('webhooks.test')}
            </Button>
          )}
          <Button variant="default" size="sm" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {t(isOpen ? 'webhooks.hideDeliveries' : 'webhooks.showDeliveries')}
          </Button>
          {webhook.disabledWhy !== 'restored' && (
            <Button variant="default" size="sm" onClick={() => act.mutate(isOff ? 'enable' : 'disable')}>
              {t(isOff ? 'webhooks.enable' : 'webhooks.disable')}
            </Button>
          )}
          <Button
            variant="default"
            size="sm"
            loading={rotate.isPending}
            onClick={() => rotate.mutate(webhook.id, { onSuccess: props.onSecret })}
          >
            {t('webhooks.rotate')}
          </Button>
          <Button variant="subtle" size="sm" className={classes['danger'] ?? ''} onClick={() => setIsRemoving(true)}>
            {t('webhooks.remove')}
          </Button>
        </div>
        {isOpen && <Deliveries webhookId={webhook.id} />}
      </div>
      {isRemoving && <RemoveDialog webhook={webhook} onClose={() => setIsRemoving(false)} />}
    </li>
  );
}

function RemoveDialog({ webhook, onClose }: { readonly webhook: Webhook; readonly onClose: () => void }) {
  const t = useIntegrationsText();
  const remove = useWebhookAct(webhook.id);
  return (
    <ConfirmDialog
      title={t('webhooks.removeTitle')}
      confirm={t('webhooks.remove')}
      work={remove}
      onCancel={onClose}
      onConfirm={() => remove.mutate('remove', { onSuccess: onClose })}
    >
      <p>{webhook.url}</p>
      <p>{t('webhooks.removeText')}</p>
    </ConfirmDialog>
  );
}

function Facts({ webhook }: { readonly webhook: Webhook }) {
  const t = useIntegrationsText();
  const { format } = useLanguage();
  return (
    <small>
      {webhook.events.map((event) => t(`events.${event}`)).join(', ')} ·{' '}
      {webhook.lastDeliveredAt === null
        ? t('webhooks.never')
        : t('webhooks.last', { time: format.dateTime(webhook.lastDeliveredAt) })}
      {webhook.createdBy !== null && ` · ${t('webhooks.madeBy', { name: webhook.createdBy })}`}
      {webhook.waiting > 0 && ` · ${t('webhooks.waiting', { count: webhook.waiting })}`}
      {webhook.formerUntil !== null && ` · ${t('webhooks.overlap', { time: format.dateTime(webhook.formerUntil) })}`}
    </small>
  );
}

function StateChip({ webhook: { disabledAt, disabledWhy } }: { readonly webhook: Webhook }) {
  const t = useIntegrationsText();
  if (disabledAt === null) return <Chip tone="good">{t('webhooks.on')}</Chip>;
  if (disabledWhy === 'person' || disabledWhy === null) return <Chip tone="plain">{t('webhooks.off')}</Chip>;
  return <Chip tone="stop">{t(disabledWhy === 'failures' ? 'webhooks.failed' : 'webhooks.restored')}</Chip>;
}

function Deliveries({ webhookId }: { readonly webhookId: string }) {
  const t = useIntegrationsText();
  const deliveries = useDeliveries(webhookId, true);
  const resend = useResend(webhookId);
  return (
    <Loaded query={deliveries} lines={3}>
      {({ deliveries: list }) =>
        list.length === 0 ? (
          <p className={classes['small']}>{t('webhooks.noDeliveries')}</p>
        ) : (
          <ul className={classes['list']} aria-label={t('webhooks.deliveries')}>
            {list.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} onResend={() => resend.mutate(delivery.id)} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

const TONES = { waiting: 'warn', delivered: 'good', 'given-up': 'stop' } as const;

function DeliveryRow({ delivery, onResend }: { readonly delivery: Delivery; readonly onResend: () => void }) {
  const t = useIntegrationsText();
  const { format } = useLanguage();
  const time = format.dateTime(delivery.createdAt);
  const event = t(`events.${delivery.event}`);
  const facts = [
    time,
    delivery.lastOutcome === null ? '' : outcomeText(t, delivery.lastOutcome),
    delivery.attempts > 0 ? t('webhooks.attempts', { count: delivery.attempts }) : '',
    delivery.state === 'waiting' && delivery.nextAt !== null && delivery.attempts > 0
      ? t('webhooks.nextAt', { time: format.dateTime(delivery.nextAt) })
      : '',
  ];
  return (
    <li>
      <div className={classes['what']}>
        <span>
          <strong>{event}</strong>
          <Chip tone={TONES[delivery.state]}>{t(`states.${delivery.state}`)}</Chip>
        </span>
        <small>{facts.filter((fact) => fact !== '').join(' · ')}</small>
      </div>
      <Button variant="subtle" size="sm" aria-label={t('webhooks.resendWhat', { event, time })} onClick={onResend}>
        {t('webhooks.resend')}
      </Button>
    </li>
  );
}

const WORDS = ['timeout', 'unreachable', 'unknown-host', 'refused-address', 'bad-address'] as const;

function outcomeText(t: IntegrationsTranslate, outcome: string): string {
  const word = WORDS.find((known) => known === outcome);
  return word ? t(`outcomes.${word}`) : t('outcomes.status', { status: outcome });
}

import { Button, CopyButton } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { z } from 'zod';
import {
  type ReminderChannel,
  type ReminderReason,
  type remindedSchema,
  reminderChannelSchema,
  reminderReasonSchema,
  type WardVenue,
} from '#shared/contract/portal-ward.ts';
import { useRemind, useReminderMeans } from '../../api/ward.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Segments } from '../../ui/form/segments.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import { writeReminderText } from './reminder-text.ts';
import classes from './ward.module.css';

/** The text to send or read out, then one press that notes it. */
export function RemindDialog(props: {
  readonly venues: readonly WardVenue[];
  readonly reason: ReminderReason;
  readonly onClose: () => void;
  readonly onDone: (result: z.infer<typeof remindedSchema>) => void;
}) {
  const { venues, onClose, onDone } = props;
  const w = useWardText();
  const remind = useRemind();
  const canMail = useReminderMeans().data?.canMail === true;
  const [reason, setReason] = useState(props.reason);
  const [channel, setChannel] = useState<ReminderChannel>('zalo');
  const channels = reminderChannelSchema.options.filter((one) => one !== 'email' || canMail);
  return (
    <ConfirmDialog
      title={w('remind.title', { count: venues.length })}
      confirm={channel === 'email' ? w('remind.send') : w('remind.mark')}
      tone="plain"
      work={remind}
      onCancel={onClose}
      onConfirm={() => remind.mutate({ venueIds: venues.map(({ id }) => id), reason, channel }, { onSuccess: onDone })}
    >
      <Segments
        legend={w('remind.reason')}
        value={reason}
        onChange={setReason}
        options={reminderReasonSchema.options.map((value) => ({ value, label: w(`remind.reasons.${value}`) }))}
      />
      <Segments
        legend={w('remind.channel')}
        value={channel}
        onChange={setChannel}
        options={channels.map((value) => ({ value, label: w(`remind.channels.${value}`) }))}
      />
      <p className={classes['soft']}>{w(`remind.channelHints.${channel}`)}</p>
      <ReminderTexts venues={venues} reason={reason} channel={channel} />
      <p className={classes['soft']}>{w('remind.onceADay')}</p>
    </ConfirmDialog>
  );
}

function ReminderTexts(props: {
  readonly venues: readonly WardVenue[];
  readonly reason: ReminderReason;
  readonly channel: ReminderChannel;
}) {
  const { venues, reason, channel } = props;
  const w = useWardText();
  const { t } = useLanguage();
  const ward = [...new Set(venues.map(({ communeName }) => communeName))].join(', ');
  const order = { reason, channel, ward, venueNames: venues.map(({ name }) => name) };
  return (['vi', 'en'] as const).map((language) => {
    const text = writeReminderText(language, order);
    if (text === null) return null;
    const label = language === 'vi' ? w('remind.text') : w('remind.textEn');
    return (
      <section key={language} className={classes['reminderText']} aria-label={label}>
        <header>
          <strong>{label}</strong>
          {channel === 'sms' && <small>{w('remind.length', { count: text.length })}</small>}
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button variant="light" size="sm" leftSection={<IconCopy aria-hidden size={18} />} onClick={copy}>
                {copied ? t('app.copied') : t('app.copy')}
              </Button>
            )}
          </CopyButton>
        </header>
        <p lang={language}>{text}</p>
      </section>
    );
  });
}

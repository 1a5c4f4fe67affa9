import { Button } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { type DoorSettings, staffPinSchema } from '#shared/contract/portal-door.ts';
import { useSaveDoor } from '../../api/door.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { PasswordField } from '../../ui/form/password-field.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './door.module.css';

const pinFormSchema = z.object({ staffPin: staffPinSchema });

/** The number that opens the staff pages of the kiosks. Only whether there is one is known here. */
export function PinPanel({ door }: { readonly door: DoorSettings }) {
  const { t, format } = useLanguage();
  const [removed, setRemoved] = useState(false);
  const [removing, setRemoving] = useState(false);
  const isSet = door.staffPinSetAt !== null;
  return (
    <Panel title={t('door.pin.title')}>
      <p className={classes['soft']}>{t('door.pin.why')}</p>
      <p className={classes['pinState']} data-set={isSet}>
        {isSet ? <IconLock aria-hidden size={22} /> : <IconLockOpen aria-hidden size={22} />}
        {door.staffPinSetAt === null
          ? t('door.pin.none')
          : t('door.pin.setAt', { time: format.dateTime(door.staffPinSetAt) })}
      </p>
      <PinForm isSet={isSet} onSaved={() => setRemoved(false)} onRemove={() => setRemoving(true)} />
      <div role="status">{removed && <Notice tone="good">{t('door.pin.removed')}</Notice>}</div>
      {removing && (
        <RemoveDialog
          onCancel={() => setRemoving(false)}
          onRemoved={() => {
            setRemoving(false);
            setRemoved(true);
          }}
        />
      )}
    </Panel>
  );
}

function PinForm(props: { readonly isSet: boolean; readonly onSaved: () => void; readonly onRemove: () => void }) {
  const { isSet, onSaved, onRemove } = props;
  const { t } = useLanguage();
  const save = useSaveDoor(useVenueId());
  const { form, problems, attempt, field } = usePageForm({
    schema: pinFormSchema,
    defaultValues: { staffPin: '' },
    messages: {
      staffPin: {
        missing: t('door.errors.pinMissing'),
        guessable: t('door.errors.pinGuessable'),
        else: t('door.errors.pinDigits'),
      },
    },
    failure: save.error,
  });
  const general = save.isError && problems.length === 0 ? t(problemKey(failureOf(save.error))) : undefined;
  const submit = form.handleSubmit(
    ({ staffPin }) =>
      save.mutate(
        { staffPin },
        {
          onSuccess: () => {
            form.reset({ staffPin: '' }, { keepSubmitCount: true });
            onSaved();
          },
        },
      ),
    () => save.reset(),
  );
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <PasswordField
        className={classes['short']}
        label={isSet ? t('door.pin.newLabel') : t('door.pin.label')}
        description={t('door.pin.hint')}
        inputMode="numeric"
        maxLength={12}
        autoComplete="off"
        {...field('staffPin')}
      />
      <div className={classes['save']}>
        <Button type="submit" loading={save.isPending}>
          {isSet ? t('door.pin.change') : t('door.pin.set')}
        </Button>
        {isSet && (
          <Button variant="subtle" className={classes['danger']} onClick={onRemove}>
            {t('door.pin.remove')}
          </Button>
        )}
      </div>
      <div role="status">
        {save.isSuccess && isSet && !form.formState.isDirty && <Notice tone="good">{t('door.pin.saved')}</Notice>}
      </div>
    </form>
  );
}

function RemoveDialog(props: { readonly onCancel: () => void; readonly onRemoved: () => void }) {
  const { t } = useLanguage();
  const save = useSaveDoor(useVenueId());
  return (
    <ConfirmDialog
      title={t('door.pin.removeTitle')}
      confirm={t('door.pin.remove')}
      work={save}
      onCancel={props.onCancel}
      onConfirm={() => save.mutate({ staffPin: null }, { onSuccess: props.onRemoved })}
    >
      <p>{t('door.pin.removeText')}</p>
    </ConfirmDialog>
  );
}

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './confirm-dialog.module.css';
import { useLanguage } from './language.tsx';
import { ModalDialog } from './modal-dialog.tsx';

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly confirm: string;
  readonly busy: boolean;
  /** `plain` for what can be done again. */
  readonly tone?: 'danger' | 'plain';
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useLanguage();
  return (
    <ModalDialog title={props.title} className={classes['dialog']} onCancel={props.onCancel}>
      {props.children}
      <div className={classes['actions']}>
        <Button variant="default" onClick={props.onCancel}>
          {t('app.cancel')}
        </Button>
        <Button
          {...(props.tone !== 'plain' && { className: classes['danger'] })}
          loading={props.busy}
          onClick={props.onConfirm}
        >
          {props.confirm}
        </Button>
      </div>
    </ModalDialog>
  );
}

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './confirm-dialog.module.css';
import { Failure } from './failure.tsx';
import { useLanguage } from './language.tsx';
import { ModalDialog } from './modal-dialog.tsx';

/** Asks before something that cannot be undone, stays open while it is done, and says why where it could not be. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly confirm: string;
  /** What confirming starts; left out: nothing that takes time or fails. */
  readonly work?: { readonly isPending: boolean; readonly error: Error | null };
  /** `plain` for what can be done again. */
  readonly tone?: 'danger' | 'plain';
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}) {
  const { work } = props;
  const { t } = useLanguage();
  return (
    <ModalDialog title={props.title} className={classes['dialog']} onCancel={props.onCancel}>
      {props.children}
      {work && <Failure error={work.error} />}
      <div className={classes['actions']}>
        <Button variant="default" onClick={props.onCancel}>
          {t('app.cancel')}
        </Button>
        <Button
          {...(props.tone !== 'plain' && { className: classes['danger'] })}
          loading={work?.isPending ?? false}
          onClick={props.onConfirm}
        >
          {props.confirm}
        </Button>
      </div>
    </ModalDialog>
  );
}

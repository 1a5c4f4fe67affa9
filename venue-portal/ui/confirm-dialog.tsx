import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import classes from './confirm-dialog.module.css';
import { useLanguage } from './language.tsx';

/** Asks before something that cannot be undone. The browser's own dialog: focus stays inside, Escape cancels. */
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
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={classes['dialog']}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        props.onCancel();
      }}
    >
      <h2 id={titleId}>{props.title}</h2>
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
    </dialog>
  );
}

import { type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from 'react';

/** The browser's own dialog, open as long as it is drawn: focus stays inside, Escape cancels. */
export function ModalDialog(props: {
  /** Names it, and stands above its content. */
  readonly title: string;
  readonly className: string | undefined;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}) {
  const titleId = useId();
  return (
    <dialog {...useModal(props.onCancel)} className={props.className} aria-labelledby={titleId}>
      <h2 id={titleId}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}

/** What makes a dialog element one that asks for all attention. */
export function useModal(onCancel: () => void): {
  readonly ref: RefObject<HTMLDialogElement | null>;
  readonly onCancel: (event: { preventDefault: () => void }) => void;
} {
  const ref = useRef<HTMLDialogElement>(null);
  // Closed while it still stands on the page: only then does the browser give the focus back to where it came from.
  useLayoutEffect(() => {
    const element = ref.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return {
    ref,
    onCancel(event) {
      event.preventDefault();
      onCancel();
    },
  };
}

import { type ReactNode, useLayoutEffect, useRef } from 'react';

interface StaffSheetProps {
  readonly label: string;
  /** confirm: a question in the middle; full: the whole screen. */
  readonly kind: 'confirm' | 'full';
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Over everything else, which is out of reach until it is answered; Escape closes it. */
export function StaffSheet({ label, kind, onClose, children }: StaffSheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the effects of what stands in it: a field may take the focus for itself.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    if (kind === 'full') element?.focus();
    return () => element?.close();
  }, [kind]);
  return (
    <dialog
      ref={dialog}
      className={`staff-sheet staff-sheet--${kind}`}
      aria-label={label}
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {children}
    </dialog>
  );
}

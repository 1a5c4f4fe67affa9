import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from './big-button.tsx';

/** Longer than anybody reads; whoever comes next finds the screen as it should be. */
const UNTOUCHED_MS = 45_000;

interface SheetProps {
  readonly title: string;
  readonly className: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A sheet over the whole screen. Closes by its button, Escape, a touch beside it, and by itself when nobody is there. */
export function Sheet({ title, className, onClose, children }: SheetProps) {
  const { t, view } = useKiosk();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const untouchedMs = view.comfort.slow ? 4 * UNTOUCHED_MS : UNTOUCHED_MS;
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    let timer = setTimeout(onClose, untouchedMs);
    const again = (): void => {
      clearTimeout(timer);
      timer = setTimeout(onClose, untouchedMs);
    };
    const element = dialog.current;
    const beside = (event: Event): void => {
      if (event.target === element) onClose();
    };
    element?.addEventListener('pointerdown', again);
    element?.addEventListener('keydown', again);
    element?.addEventListener('click', beside);
    return () => {
      clearTimeout(timer);
      element?.removeEventListener('pointerdown', again);
      element?.removeEventListener('keydown', again);
      element?.removeEventListener('click', beside);
    };
  }, [onClose, untouchedMs]);
  return (
    <dialog ref={dialog} className={className} aria-labelledby={titleId} onClose={onClose}>
      <div className="comfort__inside">
        <h2 id={titleId}>{title}</h2>
        {children}
        <BigButton kind="primary" label={t('comfort.close')} onPress={onClose} />
      </div>
    </dialog>
  );
}

import { useEffect, useLayoutEffect, useState } from 'react';
import { useKiosk } from '../link/kiosk-link.tsx';
import { useNow } from '../ui/use-now.ts';
import { lookAt } from './look-at.ts';

/** Full light stays this long after the last touch or code. */
const LIT_MS = 30_000;

/** Puts theme, contrast, size of text and of millimetres on the page's root, where the styles read them. */
export function useLook(): void {
  const { view } = useKiosk();
  const isAlone = useIsAlone();
  const { theme, isDim } = lookAt(view, useNow(view.clockOffsetMs), isAlone);
  const { largeText, highContrast } = view.comfort;
  const { pixelsPerMm } = view.look;
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = theme;
    root.toggleAttribute('data-dim', isDim);
    setOrRemove(root, 'data-contrast', highContrast ? 'more' : null);
    setOrRemove(root, 'data-text', largeText ? 'large' : null);
    if (pixelsPerMm === null) root.style.removeProperty('--mm-measured');
    else root.style.setProperty('--mm-measured', `${pixelsPerMm}px`);
  }, [theme, isDim, largeText, highContrast, pixelsPerMm]);
}

function setOrRemove(element: Element, attribute: string, value: string | null): void {
  if (value === null) element.removeAttribute(attribute);
  else element.setAttribute(attribute, value);
}

/** Idle, and neither touch nor code for a while. */
function useIsAlone(): boolean {
  const { bridge, view } = useKiosk();
  const [isLit, setLit] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const light = (): void => {
      setLit(true);
      clearTimeout(timer);
      timer = setTimeout(() => setLit(false), LIT_MS);
    };
    window.addEventListener('pointerdown', light);
    window.addEventListener('keydown', light);
    const stop = bridge.on('signal', light);
    return () => {
      window.removeEventListener('pointerdown', light);
      window.removeEventListener('keydown', light);
      stop();
      clearTimeout(timer);
    };
  }, [bridge]);
  return view.screen.name === 'idle' && !isLit;
}

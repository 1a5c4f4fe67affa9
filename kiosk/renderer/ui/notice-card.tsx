import { useCallback, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import type { KioskView } from '#kiosk/core/view.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { Icon } from './icons.tsx';
import { SCROLLABLE } from './scrollable.ts';
import { Sheet } from './sheet.tsx';

/** Time to read one in both languages. */
const EACH_MS = 10_000;

type Notices = KioskView['notices'];

/** One notice at a time, the next after a while; still where reduced motion is wished. A touch shows all of them, whole. */
export function NoticeCard({ notices }: { readonly notices: Notices }) {
  const { t } = useKiosk();
  const [isOpen, setOpen] = useState(false);
  const at = useTurn(notices.length, isOpen);
  const close = useCallback(() => setOpen(false), []);
  const notice = notices[at];
  if (!notice) return null;
  return (
    <>
      <Button className="notice-card" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        <Icon name="notice" />
        <span key={at} className="notice-card__text">
          <span lang="vi">{notice.vi}</span>
          <span lang="en">{notice.en}</span>
        </span>
        {notices.length > 1 && (
          <span className="notice-card__count">
            {at + 1}/{notices.length}
          </span>
        )}
      </Button>
      {isOpen && (
        <Sheet title={t('idle.notices')} className="comfort notices" onClose={close}>
          <ul className="notices__list" aria-label={t('idle.notices')} {...SCROLLABLE}>
            {notices.map(({ vi, en }) => (
              <li key={vi}>
                <span lang="vi">{vi}</span>
                <span lang="en">{en}</span>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </>
  );
}

function useTurn(count: number, isHeld: boolean): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (count < 2 || isHeld || isStill) return;
    const timer = setInterval(() => setTurn((before) => before + 1), EACH_MS);
    return () => clearInterval(timer);
  }, [count, isHeld]);
  return count === 0 ? 0 : turn % count;
}

import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useKiosk } from '../link/kiosk-link.tsx';

/** A screenful, less a line that stays for the eye. */
const STEP = 0.8;

/** A list longer than the screen: pushed by finger, or by two big buttons that show only where they are needed. */
export function ScrollArea({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const { t } = useKiosk();
  const area = useRef<HTMLDivElement>(null);
  const { above, below } = useRoom(area);
  const scrolls = above || below;
  /** Arrow keys must reach what is out of sight; what is all in sight is no stop for them. */
  const byKeys = scrolls ? { role: 'region', tabIndex: 0, 'aria-label': label } : {};
  const scroll = (direction: 1 | -1): void => {
    const element = area.current;
    element?.scrollBy({ top: direction * STEP * element.clientHeight });
  };
  return (
    <div className={scrolls ? 'scroll-area scroll-area--scrolls' : 'scroll-area'}>
      <div className="scroll-area__content" ref={area} {...byKeys}>
        <div>{children}</div>
      </div>
      {scrolls && (
        <div className="scroll-area__buttons">
          <Button
            className="icon-button"
            aria-label={t('keys.scrollUp')}
            isDisabled={!above}
            onPress={() => scroll(-1)}
          >
            <IconChevronUp aria-hidden="true" />
          </Button>
          <Button
            className="icon-button"
            aria-label={t('keys.scrollDown')}
            isDisabled={!below}
            onPress={() => scroll(1)}
          >
            <IconChevronDown aria-hidden="true" />
          </Button>
        </div>
      )}
    </div>
  );
}

interface Room {
  readonly above: boolean;
  readonly below: boolean;
}

/** Whether something of the content is out of sight. */
function useRoom(area: { readonly current: HTMLDivElement | null }): Room {
  const [room, setRoom] = useState<Room>({ above: false, below: false });
  // Before it is painted: no frame shows what is cut off without its buttons.
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    const measure = (): void => {
      const above = element.scrollTop > 1;
      const below = element.scrollTop + element.clientHeight < element.scrollHeight - 1;
      setRoom((before) => (before.above === above && before.below === below ? before : { above, below }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [area]);
  return room;
}

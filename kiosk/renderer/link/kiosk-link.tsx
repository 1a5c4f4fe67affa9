import {
  createContext,
  type Dispatch,
  type ReactNode,
  type SetStateAction,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Intent, KioskBridge } from '#kiosk/bridge/contract.ts';
import { usualComfort } from '#kiosk/core/comfort.ts';
import type { Screen } from '#kiosk/core/screen.ts';
import type { KioskView } from '#kiosk/core/view.ts';
import { kioskEn } from '#shared/i18n/kiosk.en.ts';
import { kioskVi } from '#shared/i18n/kiosk.vi.ts';
import { createTranslators, type Translate } from '#shared/i18n/translator.ts';

export const texts = createTranslators(kioskVi, kioskEn);
export type KioskTranslate = Translate<typeof kioskVi>;

interface Link {
  readonly bridge: KioskBridge;
  readonly view: KioskView;
  /** While "more time?" is asked: the screen it is asked over, which keeps what was typed on it. */
  readonly beneath: Screen | null;
  /** In the language chosen by the person in front. */
  readonly t: KioskTranslate;
  /** Tells the core what the person did. The next view is the answer. */
  readonly act: (intent: Intent) => void;
}

const Context = createContext<Link | null>(null);

const BEFORE_THE_CORE: KioskView = {
  screen: { name: 'out-of-order' },
  language: 'vi',
  venue: null,
  connection: { online: false, waiting: 0, oldestWaitingAt: null, lastSyncAt: null, standing: 'active' },
  notices: [],
  clockOffsetMs: 0,
  scanner: 'none',
  mode: 'entrance',
  groups: false,
  presence: null,
  comfort: usualComfort(null),
  look: { theme: 'light', night: null, pixelsPerMm: null },
  calls: 0,
  disk: 'ok',
};

type Shown = Pick<Link, 'view' | 'beneath'>;

function follow(before: Shown, view: KioskView): Shown {
  if (view.screen.name !== 'still-there') return { view, beneath: null };
  return { view, beneath: before.view.screen.name === 'still-there' ? before.beneath : before.view.screen };
}

/** Keeps the newest view of the core. The screen draws it and nothing else: no state of a visitor outlives its view. */
export function KioskLink({ bridge, children }: { readonly bridge: KioskBridge; readonly children: ReactNode }) {
  const [{ view, beneath }, setShown] = useState<Shown>({ view: BEFORE_THE_CORE, beneath: null });
  useEffect(() => {
    const show = (next: KioskView): void => setShown((before) => follow(before, next));
    const stop = bridge.on('view', show);
    bridge.call('view', {}).then(show, () => show(BEFORE_THE_CORE));
    return stop;
  }, [bridge]);
  useForgetting(view, setShown);
  const link = useMemo<Link>(
    () => ({
      bridge,
      view,
      beneath,
      t: texts[view.language],
      act: (intent) => {
        // A call that does not arrive changes nothing: the screen stays as it is, or turns to out-of-order by itself.
        bridge.call('intent', intent).catch(() => undefined);
      },
    }),
    [bridge, view, beneath],
  );
  return <Context value={link}>{children}</Context>;
}

/**
 * React keeps what it drew before beside what it draws now. Once nobody is there, the idle screen is drawn a second time: then
 * the page's memory, too, holds nothing of whoever was.
 */
function useForgetting(view: KioskView, setShown: Dispatch<SetStateAction<Shown>>): void {
  const drawnAgain = useRef<KioskView | null>(null);
  useEffect(() => {
    if (view.screen.name !== 'idle' || drawnAgain.current === view) return;
    const again = { ...view };
    drawnAgain.current = again;
    // Never over a view that came meanwhile: somebody may have begun.
    setShown((shown) => (shown.view === view ? { view: again, beneath: null } : shown));
  }, [view, setShown]);
}

export function useKiosk(): Link {
  const link = useContext(Context);
  if (!link) throw new Error('useKiosk outside KioskLink');
  return link;
}

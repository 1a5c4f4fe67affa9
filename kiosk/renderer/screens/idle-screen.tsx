import type { KioskMode } from '#shared/contract/kiosk-settings.ts';
import { texts, useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { BothLanguages } from '../ui/both-languages.tsx';
import { Icon } from '../ui/icons.tsx';
import { NoticeCard } from '../ui/notice-card.tsx';
import { PosterCode } from '../ui/poster-code.tsx';
import { PresenceLine } from '../ui/presence-line.tsx';

const HOLD = {
  entrance: ['idle.hold', 'idle.holdToScanner'],
  exit: ['idle.holdOut', 'idle.holdOutToScanner'],
  both: ['idle.holdBoth', 'idle.holdBothToScanner'],
} as const satisfies Record<KioskMode, readonly [camera: string, scanner: string]>;

/** Both languages at once, so that choosing one is never a step. The eye above is the camera's, or the moving hand. */
export function IdleScreen({ byCamera }: { readonly byCamera: boolean }) {
  const { view } = useKiosk();
  const { mode, presence } = view;
  if (view.venue?.closedByWard) return <ClosedScreen mode={mode} />;
  const hold = HOLD[mode][byCamera ? 0 : 1];
  const isFull = presence?.isFull === true && mode !== 'exit';
  return (
    <section className="screen idle">
      {isFull ? (
        <FullWords />
      ) : (
        <div className="idle__words">
          <h1 lang="vi">{texts.vi(hold)}</h1>
          <p className="idle__english" lang="en">
            {texts.en(hold)}
          </p>
          <p className="hint idle__accepts">
            <span lang="vi">{texts.vi('idle.accepts')}</span>
            <br />
            <span lang="en">{texts.en('idle.accepts')}</span>
          </p>
        </div>
      )}
      {presence && <PresenceLine presence={presence} />}
      {view.notices.length > 0 && <NoticeCard notices={view.notices} />}
      <Ways />
    </section>
  );
}

/** Instead of all that asks people in. Those who are inside still go out, by the same eye; at an entrance it has the whole screen. */
function ClosedScreen({ mode }: { readonly mode: KioskMode }) {
  const { view, act } = useKiosk();
  const isAlone = mode === 'entrance';
  const text = isAlone ? 'idle.closedText' : 'idle.closedOut';
  return (
    <section className={`screen idle idle--closed${isAlone ? ' idle--alone' : ''}`}>
      <div className="idle__closed" role="status">
        {isAlone && <Icon name="closed" className="idle__full-icon" />}
        <h1 lang="vi">{texts.vi('idle.closed')}</h1>
        <p className="idle__english" lang="en">
          {texts.en('idle.closed')}
        </p>
        <p lang="vi">{texts.vi(text)}</p>
        <p className="hint" lang="en">
          {texts.en(text)}
        </p>
      </div>
      {view.notices.length > 0 && <NoticeCard notices={view.notices} />}
      {mode === 'exit' && (
        <BigButton
          label={<BothLanguages text="idle.noCodeOut" />}
          icon={<KeypadIcon />}
          onPress={() => act({ do: 'start-typed' })}
        />
      )}
    </section>
  );
}

/** Calm, and not to be mistaken; codes are still read, for whoever leaves or is inside already. */
function FullWords() {
  return (
    <div className="idle__words idle__words--full" role="status">
      <Icon name="full" className="idle__full-icon" />
      <div>
        <h1 lang="vi">{texts.vi('idle.full')}</h1>
        <p className="idle__english" lang="en">
          {texts.en('idle.full')}
        </p>
      </div>
      <p className="idle__full-text">
        <span lang="vi">{texts.vi('idle.fullText')}</span> <span lang="en">{texts.en('idle.fullText')}</span>
      </p>
    </div>
  );
}

function Ways() {
  const { view, act } = useKiosk();
  const isExit = view.mode === 'exit';
  const isGrouping = view.groups && !isExit;
  return (
    <div className={`idle__ways${isGrouping ? ' idle__ways--two' : ''}`}>
      <BigButton
        kind="primary"
        label={<BothLanguages text={isExit ? 'idle.noCodeOut' : 'idle.noCode'} />}
        icon={<KeypadIcon />}
        onPress={() => act({ do: 'start-typed' })}
      />
      {isGrouping && (
        <BigButton
          label={<BothLanguages text="idle.group" />}
          icon={<Icon name="full" className="big-button__icon" />}
          onPress={() => act({ do: 'start-group' })}
        />
      )}
      {view.venue && !isExit && (
        <div className="idle__own-phone">
          <PosterCode url={view.venue.posterUrl} label={texts[view.language]('idle.ownPhoneHint')} />
          <p>
            <strong lang="vi">{texts.vi('idle.ownPhone')}</strong>
            <span lang="en">{texts.en('idle.ownPhone')}</span>
          </p>
        </div>
      )}
    </div>
  );
}

function KeypadIcon() {
  const dots = [16, 32, 48].flatMap((y) => [16, 32, 48].map((x) => ({ x, y })));
  return (
    <svg className="big-button__icon keypad-icon" viewBox="0 0 64 64" aria-hidden="true">
      {dots.map(({ x, y }) => (
        <rect key={`${x}-${y}`} x={x - 6} y={y - 6} width="12" height="12" rx="3" />
      ))}
    </svg>
  );
}

import { texts, useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { PosterCode } from '../ui/poster-code.tsx';

/** Both languages at once, so that choosing one is never a step. The eye above is the camera's, or the moving hand. */
export function IdleScreen({ byCamera }: { readonly byCamera: boolean }) {
  const { view, act } = useKiosk();
  const hold = byCamera ? 'idle.hold' : 'idle.holdToScanner';
  return (
    <section className="screen idle">
      <div className="idle__words">
        <h1 lang="vi">{texts.vi(hold)}</h1>
        <p className="idle__english" lang="en">
          {texts.en(hold)}
        </p>
        <p className="hint">
          <span lang="vi">{texts.vi('idle.accepts')}</span>
          <br />
          <span lang="en">{texts.en('idle.accepts')}</span>
        </p>
      </div>
      {view.notices.length > 0 && (
        <ul className="idle__notices">
          {view.notices.map((notice) => (
            <li key={notice.vi}>
              <span lang="vi">{notice.vi}</span> <span lang="en">{notice.en}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="idle__ways">
        <BigButton
          kind="primary"
          label={
            <>
              <span lang="vi">{texts.vi('idle.noCode')}</span>
              <span className="idle__second" lang="en">
                {texts.en('idle.noCode')}
              </span>
            </>
          }
          icon={<KeypadIcon />}
          onPress={() => act({ do: 'start-typed' })}
        />
        {view.venue && (
          <div className="idle__own-phone">
            <PosterCode url={view.venue.posterUrl} label={texts[view.language]('idle.ownPhoneHint')} />
            <p>
              <strong lang="vi">{texts.vi('idle.ownPhone')}</strong>
              <span lang="en">{texts.en('idle.ownPhone')}</span>
            </p>
          </div>
        )}
      </div>
    </section>
  );
}

function KeypadIcon() {
  const dots = [16, 32, 48].flatMap((y) => [16, 32, 48].map((x) => ({ x, y })));
  return (
    <svg className="big-button__icon" viewBox="0 0 64 64" aria-hidden="true">
      {dots.map(({ x, y }) => (
        <rect key={`${x}-${y}`} x={x - 6} y={y - 6} width="12" height="12" rx="3" />
      ))}
    </svg>
  );
}

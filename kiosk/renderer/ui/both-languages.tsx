import { type KioskTranslate, texts } from '../link/kiosk-link.tsx';

/** A button's words in both languages, so that choosing one is never a step. */
export function BothLanguages({ text }: { readonly text: Parameters<KioskTranslate>[0] }) {
  return (
    <>
      <span lang="vi">{texts.vi(text)}</span>
      <span className="idle__second" lang="en">
        {texts.en(text)}
      </span>
    </>
  );
}

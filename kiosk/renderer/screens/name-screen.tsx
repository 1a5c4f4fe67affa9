import { type FormEvent, useState } from 'react';
import { LetterBoard } from '../keyboard/letter-board.tsx';
import {
  adoptText,
  caretOf,
  eraseChar,
  finishText,
  moveTo,
  NOTHING_TYPED,
  showText,
  type TypedText,
  typeChar,
} from '../keyboard/typed-text.ts';
import type { TypingScheme } from '../keyboard/typing-schemes.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { EntryField } from '../ui/entry-field.tsx';

const LONGEST_NAME = 120;

export function NameScreen({ invalid }: { readonly invalid: boolean }) {
  const { t, act, view } = useKiosk();
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const [chosen, setChosen] = useState<TypingScheme>('telex');
  const scheme = view.language === 'vi' ? chosen : 'off';
  const shown = showText(typed);
  const change = (next: (from: TypedText) => TypedText): void =>
    setTyped((from) => {
      const to = next(from);
      return showText(to).length > Math.max(LONGEST_NAME, showText(from).length) ? from : to;
    });
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    const name = finishText(typed);
    setTyped(adoptText(name, name.length));
    act({ do: 'submit-name', name });
  };
  return (
    <section className="screen entry entry--name">
      <div className="entry__ask">
        <h1>{t('typed.nameTitle')}</h1>
        <p className="hint">{t('typed.nameHint')}</p>
        <form onSubmit={submit} autoComplete="off">
          <EntryField
            label={t('typed.label')}
            value={shown}
            onChange={(text, caret) => change(() => adoptText(text.slice(0, LONGEST_NAME), caret))}
            keys={{
              caret: caretOf(typed),
              insert: (char, from, to) => change((before) => typeChar(moveTo(before, from, to), char, scheme)),
              erase: (from, to) =>
                change((before) => (from === to ? eraseChar(moveTo(before, from, to)) : moveTo(before, from, to))),
            }}
            error={invalid ? t('typed.nameInvalid') : null}
          />
        </form>
      </div>
      <LetterBoard typed={typed} onType={(next) => change(() => next)} scheme={scheme} onScheme={setChosen} />
      <div className="entry__actions">
        <BigButton kind="quiet" label={t('keys.cancel')} onPress={() => act({ do: 'cancel' })} />
        <BigButton label={t('keys.back')} onPress={() => act({ do: 'back' })} />
        <BigButton kind="primary" label={t('keys.next')} disabled={shown.trim() === ''} onPress={() => submit()} />
      </div>
    </section>
  );
}

import { Button } from 'react-aria-components';
import { useKiosk } from '../link/kiosk-link.tsx';
import { eraseChar, startsWord, type TypedText, typeChar, typeTone } from './typed-text.ts';
import type { TypingScheme } from './typing-schemes.ts';
import { TypingSwitch } from './typing-switch.tsx';
import type { Tone } from './vietnamese-letters.ts';

const LETTERS = ['QWERTYUIOP', "ASDFGHJKL'", 'ZXCVBNM-'];
const VIETNAMESE_LETTERS: string = 'ĂÂĐÊÔƠƯ';
/** Each tone on the vowel everybody learns it with. */
const TONE_KEYS: readonly [Tone, string][] = [
  ['acute', 'á'],
  ['grave', 'à'],
  ['hook', 'ả'],
  ['tilde', 'ã'],
  ['dot', 'ạ'],
];
/** The digits of VNI with what they do. */
const VNI_KEYS: readonly [string, string][] = [
  ['1', 'á'],
  ['2', 'à'],
  ['3', 'ả'],
  ['4', 'ã'],
  ['5', 'ạ'],
  ['6', 'â'],
  ['7', 'ơ'],
  ['8', 'ă'],
  ['9', 'đ'],
  ['0', 'a'],
];

interface LetterBoardProps {
  readonly typed: TypedText;
  readonly onType: (typed: TypedText) => void;
  readonly scheme: TypingScheme;
  readonly onScheme: (scheme: TypingScheme) => void;
}

/**
 * Letters of the language in use. Vietnamese adds its seven own, the five tones, and typing by Telex or VNI: whoever knows none
 * of these finds each letter and tone on a key. Words start with a capital by themselves.
 */
export function LetterBoard({ typed, onType, scheme, onScheme }: LetterBoardProps) {
  const { t, view } = useKiosk();
  const type = (letter: string, as = scheme): void =>
    onType(typeChar(typed, startsWord(typed) ? letter : letter.toLowerCase(), as));
  const vietnamese = view.language === 'vi';
  return (
    <div className="letter-board">
      {LETTERS.map((row, index) => (
        <div className="letter-board__row" key={row}>
          {[...row].map((letter) => (
            <Key key={letter} label={letter} onPress={() => type(letter)} />
          ))}
          {index === LETTERS.length - 1 && (
            <Key label="⌫" name={t('keys.delete')} onPress={() => onType(eraseChar(typed))} />
          )}
        </div>
      ))}
      {vietnamese && (
        <div className="letter-board__row">
          {scheme === 'vni'
            ? VNI_KEYS.map(([digit, shown]) => (
                <Key key={digit} label={digit} hint={shown} tinted onPress={() => type(digit)} />
              ))
            : [...VIETNAMESE_LETTERS].map((letter) => (
                <Key key={letter} label={letter} tinted onPress={() => type(letter, 'off')} />
              ))}
        </div>
      )}
      <div className="letter-board__row">
        {vietnamese &&
          TONE_KEYS.map(([tone, shown]) => (
            <Key
              key={tone}
              label={shown}
              name={t(`keys.${tone}`)}
              tinted
              onPress={() => onType(typeTone(typed, tone))}
            />
          ))}
        <Key
          label={t('keys.space')}
          wide
          onPress={() => {
            if (!startsWord(typed)) onType(typeChar(typed, ' ', scheme));
          }}
        />
        {vietnamese && <TypingSwitch scheme={scheme} onScheme={onScheme} />}
      </div>
    </div>
  );
}

interface KeyProps {
  readonly label: string;
  readonly name?: string;
  readonly hint?: string;
  readonly wide?: boolean;
  readonly tinted?: boolean;
  readonly onPress: () => void;
}

/** The caret stays in the field, so that a hardware keyboard can go on. */
function Key({ label, name = label, hint, wide = false, tinted = false, onPress }: KeyProps) {
  const className = `key${wide ? ' key--wide' : ''}${tinted ? ' key--tinted' : ''}`;
  return (
    <Button className={className} aria-label={name} preventFocusOnPress onPress={onPress}>
      {label}
      {hint && <span className="key__hint">{hint}</span>}
    </Button>
  );
}

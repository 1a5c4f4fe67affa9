import { Button } from 'react-aria-components';
import { useKiosk } from '../link/kiosk-link.tsx';
import { applyTone, type Tone } from './vietnamese-tone.ts';

const LETTERS = ['QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'];
const VIETNAMESE_LETTERS = 'ĂÂĐÊÔƠƯ';
/** Each tone on the vowel everybody learns it with. */
const TONE_KEYS: readonly [Tone, string][] = [
  ['acute', 'á'],
  ['grave', 'à'],
  ['hook', 'ả'],
  ['tilde', 'ã'],
  ['dot', 'ạ'],
];

interface LetterBoardProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Letters of the language in use; Vietnamese adds its seven own and the five tones. Words start with a capital by themselves. */
export function LetterBoard({ value, onChange }: LetterBoardProps) {
  const { t, view } = useKiosk();
  const type = (letter: string): void => {
    const startsWord = value === '' || value.endsWith(' ');
    onChange(value + (startsWord ? letter : letter.toLowerCase()));
  };
  const vietnamese = view.language === 'vi';
  return (
    <div className="letter-board">
      {LETTERS.map((row) => (
        <div className="letter-board__row" key={row}>
          {[...row].map((letter) => (
            <Key key={letter} label={letter} onPress={() => type(letter)} />
          ))}
        </div>
      ))}
      {vietnamese && (
        <div className="letter-board__row">
          {[...VIETNAMESE_LETTERS].map((letter) => (
            <Key key={letter} label={letter} tinted onPress={() => type(letter)} />
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
              onPress={() => onChange(applyTone(value, tone))}
            />
          ))}
        <Key
          label={t('keys.space')}
          wide
          onPress={() => onChange(value === '' || value.endsWith(' ') ? value : `${value} `)}
        />
        <Key label="⌫" name={t('keys.delete')} onPress={() => onChange([...value].slice(0, -1).join(''))} />
      </div>
    </div>
  );
}

interface KeyProps {
  readonly label: string;
  readonly name?: string;
  readonly wide?: boolean;
  readonly tinted?: boolean;
  readonly onPress: () => void;
}

function Key({ label, name = label, wide = false, tinted = false, onPress }: KeyProps) {
  const className = `key${wide ? ' key--wide' : ''}${tinted ? ' key--tinted' : ''}`;
  return (
    <Button className={className} aria-label={name} onPress={onPress}>
      {label}
    </Button>
  );
}

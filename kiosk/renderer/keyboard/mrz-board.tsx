import { Button } from 'react-aria-components';
import { useKiosk } from '../link/kiosk-link.tsx';

const ROWS = ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM<'];

interface MrzBoardProps {
  readonly onType: (char: string) => void;
  readonly onErase: () => void;
}

/** What a passport's machine-readable zone is made of: digits, plain capitals and `<`. */
export function MrzBoard({ onType, onErase }: MrzBoardProps) {
  const { t } = useKiosk();
  return (
    <div className="letter-board">
      {ROWS.map((row, index) => (
        <div className="letter-board__row" key={row}>
          {[...row].map((char) => (
            <Button
              key={char}
              className={char === '<' ? 'key key--tinted key--filler' : 'key'}
              aria-label={char === '<' ? t('passport.filler') : char}
              preventFocusOnPress
              onPress={() => onType(char)}
            >
              {char}
            </Button>
          ))}
          {index === ROWS.length - 1 && (
            <Button className="key" aria-label={t('keys.delete')} preventFocusOnPress onPress={onErase}>
              ⌫
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}

import { IconBackspace } from '@tabler/icons-react';
import { Button } from 'react-aria-components';
import { useKiosk } from '../link/kiosk-link.tsx';

export type BoardKind = 'address' | 'code' | 'host';

/** Addresses want marks, and codes none; both want digits. */
const ROWS: Readonly<Record<BoardKind, readonly string[]>> = {
  address: ['1234567890', 'qwertyuiop', 'asdfghjkl/', 'zxcvbnm.-:'],
  code: ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'],
  host: ['1234567890', 'qwertyuiop', 'asdfghjkl-', 'zxcvbnm.:'],
};

interface PlainBoardProps {
  readonly kind: BoardKind;
  readonly onType: (char: string) => void;
  readonly onErase: () => void;
}

/** Keys for what machines are called: no accents, no capitals by themselves. */
export function PlainBoard({ kind, onType, onErase }: PlainBoardProps) {
  const { t } = useKiosk();
  const rows = ROWS[kind];
  return (
    <div className="letter-board plain-board">
      {rows.map((row, index) => (
        <div className="letter-board__row" key={row}>
          {[...row].map((char) => (
            <Button key={char} className="key" preventFocusOnPress onPress={() => onType(char)}>
              {char}
            </Button>
          ))}
          {index === rows.length - 1 && (
            <Button className="key" aria-label={t('keys.delete')} preventFocusOnPress onPress={onErase}>
              <IconBackspace aria-hidden="true" />
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}

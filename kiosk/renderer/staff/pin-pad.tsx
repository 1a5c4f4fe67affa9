import { IconBackspace, IconX } from '@tabler/icons-react';
import { Button } from 'react-aria-components';
import { useKiosk } from '../link/kiosk-link.tsx';

interface PinPadProps {
  readonly isEmpty: boolean;
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
}

const DIGITS: string = '123456789';

/** Nothing shows which keys were pressed: whoever stands behind looks on. */
export function PinPad({ isEmpty, onDigit, onErase, onClear }: PinPadProps) {
  const { t } = useKiosk();
  return (
    <div className="number-pad">
      {[...DIGITS].map((digit) => (
        <Digit key={digit} digit={digit} onDigit={onDigit} />
      ))}
      <Button
        className="key"
        aria-label={t('staff.pin.clear')}
        isDisabled={isEmpty}
        preventFocusOnPress
        onPress={onClear}
      >
        <IconX aria-hidden="true" />
      </Button>
      <Digit digit="0" onDigit={onDigit} />
      <Button className="key" aria-label={t('keys.delete')} isDisabled={isEmpty} preventFocusOnPress onPress={onErase}>
        <IconBackspace aria-hidden="true" />
      </Button>
    </div>
  );
}

function Digit({ digit, onDigit }: { readonly digit: string; readonly onDigit: (digit: string) => void }) {
  return (
    <Button className="key" preventFocusOnPress onPress={() => onDigit(digit)}>
      {digit}
    </Button>
  );
}

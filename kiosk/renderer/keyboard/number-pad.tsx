import { Button } from 'react-aria-components';
import { useKiosk } from '../link/kiosk-link.tsx';

const ROWS = [
  ['1', '2', '3'],
  ['4', '5', '6'],
  ['7', '8', '9'],
  ['+', '0', '⌫'],
];

interface NumberPadProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function NumberPad({ value, onChange }: NumberPadProps) {
  const { t } = useKiosk();
  const press = (key: string): void => {
    if (key === '⌫') onChange(value.slice(0, -1));
    else if (key === '+') onChange(value.startsWith('+') ? value.slice(1) : `+${value}`);
    else if (value.length < 16) onChange(value + key);
  };
  const labels: Readonly<Record<string, string>> = { '⌫': t('keys.delete'), '+': t('keys.plus') };
  return (
    <div className="number-pad">
      {ROWS.flat().map((key) => (
        <Button key={key} className="key" aria-label={labels[key] ?? key} onPress={() => press(key)}>
          {key}
        </Button>
      ))}
    </div>
  );
}

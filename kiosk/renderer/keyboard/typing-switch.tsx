import { Radio, RadioGroup } from 'react-aria-components';
import { useKiosk } from '../link/kiosk-link.tsx';
import type { TypingScheme } from './typing-schemes.ts';

const CHOICES: readonly TypingScheme[] = ['telex', 'vni', 'off'];

interface TypingSwitchProps {
  readonly scheme: TypingScheme;
  readonly onScheme: (scheme: TypingScheme) => void;
}

/** How letter keys make accents, on the board and on a hardware keyboard. */
export function TypingSwitch({ scheme, onScheme }: TypingSwitchProps) {
  const { t } = useKiosk();
  return (
    <RadioGroup
      className="typing-switch"
      aria-label={t('typing.choose')}
      orientation="horizontal"
      value={scheme}
      onChange={(chosen) => onScheme(chosen as TypingScheme)}
    >
      {CHOICES.map((choice) => (
        <Radio key={choice} value={choice} className="typing-switch__choice">
          {t(`typing.${choice}`)}
        </Radio>
      ))}
    </RadioGroup>
  );
}

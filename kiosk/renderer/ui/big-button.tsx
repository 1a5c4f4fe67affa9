import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';

interface BigButtonProps {
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'no' | 'yes';
  readonly label: ReactNode;
  /** What is read out, where the label is a sign. */
  readonly name?: string;
  readonly hint?: string;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

/** At least 20 mm high; acts on release, and not when the finger slid off. */
export function BigButton({ kind = 'secondary', label, name, hint, icon, disabled = false, onPress }: BigButtonProps) {
  return (
    <Button
      className={`big-button big-button--${kind}`}
      {...(name !== undefined && { 'aria-label': name })}
      isDisabled={disabled}
      onPress={onPress}
    >
      {icon}
      <span className="big-button__words">
        <span className="big-button__label">{label}</span>
        {hint && <span className="big-button__hint">{hint}</span>}
      </span>
    </Button>
  );
}

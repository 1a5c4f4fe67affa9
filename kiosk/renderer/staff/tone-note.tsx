import { IconAlertTriangle, IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export type Tone = 'good' | 'calm' | 'amber' | 'bad';

const ICONS = { good: IconCheck, calm: IconInfoCircle, amber: IconAlertTriangle, bad: IconX } as const;

/** The same three ways at once: colour, icon, words. */
export function ToneNote({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <div className={`tone-note tone-note--${tone}`}>
      <ToneBadge tone={tone} />
      <div>{children}</div>
    </div>
  );
}

export function ToneBadge({ tone }: { readonly tone: Tone }) {
  const Icon = ICONS[tone];
  return (
    <span className={`tone-badge tone-badge--${tone}`} aria-hidden="true">
      <Icon />
    </span>
  );
}

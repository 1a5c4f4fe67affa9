import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconXboxX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

export type Tone = 'info' | 'good' | 'warn' | 'stop';

const ICONS = { info: IconInfoCircle, good: IconCircleCheck, warn: IconAlertTriangle, stop: IconXboxX } as const;

/** A sentence that matters, by colour and icon. `live`: it answers something just done, so a screen reader says it. */
export function Notice(props: { readonly tone: Tone; readonly live?: boolean; readonly children: ReactNode }) {
  const { tone, live = false, children } = props;
  const Icon = ICONS[tone];
  return (
    <div className={classes['notice']} data-tone={tone} {...(live && { role: tone === 'stop' ? 'alert' : 'status' })}>
      <Icon aria-hidden size={22} />
      <div>{children}</div>
    </div>
  );
}

/** One or two words of state. */
export function Chip(props: { readonly tone: Tone | 'plain'; readonly children: ReactNode; readonly dot?: boolean }) {
  return (
    <span className={classes['chip']} data-tone={props.tone}>
      {props.dot === true && <span className={classes['dot']} aria-hidden />}
      {props.children}
    </span>
  );
}

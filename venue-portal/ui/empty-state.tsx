import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

/** Nothing to show yet: says so, and what to do about it. */
export function EmptyState(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  /** Of its heading: 2 where it stands on the page itself, not in a panel with a heading of its own. */
  readonly level?: 2 | 3;
  readonly children?: ReactNode;
}) {
  const Heading = `h${props.level ?? 3}` as const;
  return (
    <div className={classes['empty']}>
      <span className={classes['icon']} aria-hidden>
        {props.icon}
      </span>
      <Heading className={classes['title']}>{props.title}</Heading>
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}

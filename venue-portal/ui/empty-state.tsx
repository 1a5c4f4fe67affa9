import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

/** Nothing to show yet: says so, and what to do about it. */
export function EmptyState(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes['empty']}>
      <span className={classes['icon']} aria-hidden>
        {props.icon}
      </span>
      <h3>{props.title}</h3>
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}

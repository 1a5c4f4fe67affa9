import type { ReactNode } from 'react';
import classes from './panel.module.css';

/** A raised surface that holds one subject. */
export function Panel(props: {
  readonly title?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}) {
  const { title, aside, children, className } = props;
  return (
    <section className={`${classes['panel']} ${className ?? ''}`}>
      {title !== undefined && (
        <header className={classes['header']}>
          <h2>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}

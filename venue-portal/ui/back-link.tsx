import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './back-link.module.css';

/** The way to the page above this one; not printed. */
export function BackLink(props: {
  readonly to: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <Link to={props.to} className={`${classes['back']} ${props.className ?? ''}`}>
      <IconArrowLeft aria-hidden size={20} />
      {props.children}
    </Link>
  );
}

import { type ReactNode, useEffect, useRef } from 'react';

interface ScreenTitleProps {
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/**
 * The title of a screen that comes by itself, or in the place of another: it takes the focus, so that a screen reader says where
 * one is, and Tab goes on from there.
 */
export function ScreenTitle({ className, children }: ScreenTitleProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <h1 ref={title} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
}

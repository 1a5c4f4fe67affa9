import type { ComponentType, ReactNode } from 'react';

interface EmptyPageProps {
  readonly icon: ComponentType<{ className?: string; 'aria-hidden'?: 'true' }>;
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}

/** Nothing to do here, said in a way that does not look like a fault. */
export function EmptyPage({ icon: Icon, title, text, children }: EmptyPageProps) {
  return (
    <div className="empty-page">
      <Icon className="empty-page__icon" aria-hidden="true" />
      <div role="status">
        <h2>{title}</h2>
        {text && <p className="hint">{text}</p>}
      </div>
      {children}
    </div>
  );
}

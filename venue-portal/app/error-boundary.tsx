import { Button } from '@mantine/core';
import { Component, type ReactNode, useState } from 'react';
import { useLanguage } from '../ui/language.tsx';
import classes from './not-found.module.css';

interface BoundaryProps {
  readonly children: ReactNode;
  /** Where somebody is: whoever goes on from a broken page is out of it. */
  readonly place?: string;
}

interface BoundaryState {
  readonly crashed: boolean;
  readonly place: string | undefined;
}

/**
 * The last net: a bug shows kind words and a way on instead of a blank page. Also catches a route that no longer loads after an
 * update, or that was never fetched before the network went.
 */
export class ErrorBoundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { crashed: false, place: undefined };

  static getDerivedStateFromProps({ place }: BoundaryProps, before: BoundaryState): BoundaryState | null {
    return place === before.place ? null : { crashed: false, place };
  }

  static getDerivedStateFromError(): Partial<BoundaryState> {
    return { crashed: true };
  }

  override render(): ReactNode {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

/** Without a network a reload would lose what is open: there the way is back. */
function Crashed() {
  const { t } = useLanguage();
  const [isOffline] = useState(() => !navigator.onLine);
  return (
    <section className={classes['page']} role="alert">
      <h1>{t(isOffline ? 'app.offlineTitle' : 'app.crashTitle')}</h1>
      <p>{t(isOffline ? 'app.offlineText' : 'app.crashText')}</p>
      {isOffline ? (
        <Button onClick={() => globalThis.history.back()}>{t('app.back')}</Button>
      ) : (
        <Button onClick={() => globalThis.location.reload()}>{t('app.reload')}</Button>
      )}
    </section>
  );
}

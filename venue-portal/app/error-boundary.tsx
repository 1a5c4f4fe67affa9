import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useLanguage } from '../ui/language.tsx';
import classes from './not-found.module.css';

/** The last net: a bug shows kind words and a way on instead of a blank page. Also catches a route that no longer loads after an update. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useLanguage();
  return (
    <main className={classes['page']}>
      <h1>{t('app.crashTitle')}</h1>
      <p>{t('app.crashText')}</p>
      <Button onClick={() => globalThis.location.reload()}>{t('app.reload')}</Button>
    </main>
  );
}

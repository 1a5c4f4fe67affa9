import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { useLanguage } from './language.tsx';

/** The tab's title is made of two parts that come and go independently. */
const shown = { title: '', waiting: 0 };

function showTitle(change: Partial<typeof shown>): void {
  Object.assign(shown, change);
  document.title = shown.waiting > 0 ? `(${shown.waiting}) ${shown.title}` : shown.title;
}

/** The title of the browser's tab; says "Error:" first while the form on the page has one. */
export function usePageTitle(title: string, hasErrors = false): void {
  const { t } = useLanguage();
  useEffect(
    () => showTitle({ title: `${hasErrors ? t('app.errorPrefix', { title }) : title} – ${t('app.name')}` }),
    [title, hasErrors, t],
  );
}

/** How many wait, before the title: seen while another page is in front. */
export function useTitleBadge(waiting: number): void {
  useEffect(() => {
    showTitle({ waiting });
    return () => showTitle({ waiting: 0 });
  }, [waiting]);
}

/** The page's one h1. After navigation it takes the focus, so that keyboard and screen reader start at the new page. */
export function PageHeading(props: {
  readonly title: string;
  readonly hasErrors?: boolean;
  readonly children?: ReactNode;
}) {
  const { title, hasErrors = false, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  usePageTitle(title, hasErrors);
  useEffect(() => {
    // 'default' is the page the browser itself opened: there it has already put the focus.
    if (key !== 'default') heading.current?.focus({ preventScroll: true });
  }, [key]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  );
}

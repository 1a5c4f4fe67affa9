import { Button, Skeleton } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { failureOf } from '../api/problem-error.ts';
import { useLanguage } from './language.tsx';
import classes from './load-state.module.css';
import { Notice } from './notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { problemKey } from './problem-text.ts';

/** Shows what a query brought; before that bones of `lines` height, after a failure why and a way to try again. */
export function Loaded<T>(props: {
  readonly query: UseQueryResult<T>;
  readonly lines?: number;
  /** Names the page where nothing came that could: for pages whose heading is part of what is loaded. */
  readonly heading?: string;
  readonly children: (data: T) => ReactNode;
}) {
  const { query, lines = 3, heading, children } = props;
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return <Bones lines={lines} />;
  return (
    <>
      {heading !== undefined && <PageHeading title={heading} />}
      <LoadFailure error={query.error} retry={() => void query.refetch()} />
    </>
  );
}

export function LoadFailure(props: { readonly error: Error; readonly retry: () => void }) {
  const { t } = useLanguage();
  const code = failureOf(props.error);
  // Asked again, the answer would be the same.
  if (code === 'not-allowed') {
    return (
      <Notice tone="info" live>
        {t(problemKey(code))}
      </Notice>
    );
  }
  return (
    <Notice tone="stop" live>
      <div className={classes['failure']}>
        <strong>{t('app.loadFailed')}</strong>
        <span>{t(problemKey(code))}</span>
        <Button variant="default" size="sm" onClick={props.retry} leftSection={<IconRefresh aria-hidden size={18} />}>
          {t('app.retry')}
        </Button>
      </div>
    </Notice>
  );
}

export function Bones({ lines }: { readonly lines: number }) {
  const { t } = useLanguage();
  return (
    <div className={classes['bones']} role="status" aria-label={t('app.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={line === 0 ? 28 : 18} width={`${[60, 100, 92, 78][line % 4]}%`} radius="sm" />
      ))}
    </div>
  );
}

import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LogPages } from '../../api/visits.ts';

/** A screenful: with fewer the page goes on looking by itself. */
const ENOUGH = 50;

export interface LookingBack {
  /** Goes through the log by itself at this moment. */
  readonly isLooking: boolean;
  readonly wasStopped: boolean;
  readonly stop: () => void;
  /** A screenful more. */
  readonly goOn: () => void;
}

/** With a rare filter, or looking for a name, a page may be nearly empty: goes on to the next until there is a screenful. */
export function useLookingBack(log: UseInfiniteQueryResult<LogPages>, isTodayAlone: boolean): LookingBack {
  const [wanted, setWanted] = useState(ENOUGH);
  const [wasStopped, setWasStopped] = useState(false);
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = log;
  const count = data?.pages.reduce((sum, page) => sum + page.visits.length, 0) ?? 0;
  const isShort = data !== undefined && hasNextPage && count < wanted && !wasStopped && !isError;
  useEffect(() => {
    if (isShort && !isFetching) void fetchNextPage();
  }, [isShort, isFetching, fetchNextPage]);
  return {
    isLooking: isShort && !isTodayAlone,
    wasStopped: wasStopped && hasNextPage,
    stop: () => setWasStopped(true),
    goOn() {
      setWasStopped(false);
      setWanted(count + ENOUGH);
      if (!isFetching) void fetchNextPage();
    },
  };
}

import { useEffect, useState } from 'react';
import type { Instant } from '#shared/domain/instant.ts';

/** The present, renewed every `everyMs`. */
export function useNow(everyMs: number): Instant {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

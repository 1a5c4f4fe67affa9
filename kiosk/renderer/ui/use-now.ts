import { useEffect, useState } from 'react';
import type { Instant } from '#shared/domain/instant.ts';

/** The server's time as far as it is known, moving on every few seconds. */
export function useNow(offsetMs: number): Instant {
  const [wall, setWall] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setWall(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return wall + offsetMs;
}

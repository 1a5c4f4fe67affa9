import { useEffect, useState } from 'react';

/** A picture from the server. What is shown is always the newest that came; `isFresh` says whether it is the one asked for. */
export interface Drawing {
  /** An object URL; null: nothing came yet. */
  readonly src: string | null;
  readonly isFresh: boolean;
  readonly failed: boolean;
  readonly retry: () => void;
}

/** Long enough to hop through a few choices, short enough to feel at once. */
const SETTLE_MS = 180;

/** Draws `href` once it has stood still for a moment; what is under way for an older one is given up. */
export function useDrawing(href: string | null): Drawing {
  const [drawn, setDrawn] = useState<{ href: string; src: string } | null>(null);
  const [failedHref, setFailedHref] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    // Another attempt draws the same again.
    if (href === null || attempt < 0) return;
    const given = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(href, { credentials: 'same-origin', signal: given.signal });
        if (!response.ok) throw new Error(`no picture: ${response.status}`);
        const src = URL.createObjectURL(await response.blob());
        if (given.signal.aborted) URL.revokeObjectURL(src);
        else setDrawn({ href, src });
      } catch {
        if (!given.signal.aborted) setFailedHref(href);
      }
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [href, attempt]);

  useEffect(() => () => (drawn ? URL.revokeObjectURL(drawn.src) : undefined), [drawn]);

  const isFresh = drawn?.href === href;
  return {
    src: drawn?.src ?? null,
    isFresh,
    failed: !isFresh && failedHref === href && href !== null,
    retry: () => {
      setFailedHref(null);
      setAttempt((before) => before + 1);
    },
  };
}

import { useEffect } from 'react';
import { postAct } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';

const EVERY_MS = 60_000;
const HANDS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Tells the server that a person is at the page, by what their hands do and at most once a minute. Nothing else keeps a
 * session from idling away: what the page asks for by itself goes on in an empty room too.
 */
export function useActivity(): void {
  const isSignedIn = Boolean(useMe().data);
  useEffect(() => {
    if (!isSignedIn) return undefined;
    // Signing in was an act itself.
    let toldAt = Date.now();
    const tell = () => {
      if (Date.now() - toldAt < EVERY_MS) return;
      toldAt = Date.now();
      // A session that has ended meanwhile is noticed by whatever the page asks for next.
      postAct('/sessions/current/activity').catch(() => undefined);
    };
    for (const hand of HANDS) globalThis.addEventListener(hand, tell, { passive: true });
    return () => {
      for (const hand of HANDS) globalThis.removeEventListener(hand, tell);
    };
  }, [isSignedIn]);
}

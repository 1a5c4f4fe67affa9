/**
 * Keeps the screen on, as long as the kiosk is on it (Screen Wake Lock, W3C). The browser ends the lock whenever the page is
 * hidden, so it is asked for again whenever it is seen. Where it is refused (Electron, which sees to it itself) nothing happens.
 */
export function keepScreenOn(): void {
  const ask = (): void => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    navigator.wakeLock.request('screen').catch(() => undefined);
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}

import type { Screen } from '#kiosk/core/screen.ts';

/** Out, or still here? */
export function LeavingScreen({ screen }: { readonly screen: Extract<Screen, { name: 'leaving' }> }) {
  return <section className="screen leaving">{screen.since}</section>;
}

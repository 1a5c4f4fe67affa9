import type { Screen } from '#kiosk/core/screen.ts';

/** Nobody more fits in for now. */
export function FullScreen({ screen }: { readonly screen: Extract<Screen, { name: 'full' }> }) {
  return <section className="screen full">{screen.inside}</section>;
}

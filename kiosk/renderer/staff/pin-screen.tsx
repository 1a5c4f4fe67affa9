import type { Screen } from '#kiosk/core/screen.ts';

/** The staff's PIN. */
export function PinScreen({ screen }: { readonly screen: Extract<Screen, { name: 'staff-pin' }> }) {
  return <section className="screen staff-pin">{screen.state}</section>;
}

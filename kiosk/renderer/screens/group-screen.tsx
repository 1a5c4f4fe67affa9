import type { Screen } from '#kiosk/core/screen.ts';

/** A group gathers, scan after scan. */
export function GroupScreen({ screen }: { readonly screen: Extract<Screen, { name: 'group' }> }) {
  return <section className="screen group">{screen.members.length}</section>;
}

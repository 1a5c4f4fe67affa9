import type { StaffPage } from '#kiosk/core/staff/staff-page.ts';

/** The staff's pages. */
export function StaffScreen({ page }: { readonly page: StaffPage }) {
  return <section className="screen staff">{page.page}</section>;
}

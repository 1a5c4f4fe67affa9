import type { StaffPage } from '#kiosk/core/staff/staff-page.ts';

/** What a page is given to draw. */
export interface PageProps<P extends StaffPage['page']> {
  readonly page: Extract<StaffPage, { page: P }>;
}

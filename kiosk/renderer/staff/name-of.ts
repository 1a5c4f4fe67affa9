import type { PersonView } from '#kiosk/core/person-view.ts';
import type { KioskTranslate } from '../link/kiosk-link.tsx';

/** As much of a name as the staff's screen shows: masked, or the end of a pass, or the kind of code. */
export const nameOf = ({ maskedName, tail, way }: PersonView, t: KioskTranslate): string =>
  maskedName ?? (tail === null ? t(`person.${way}`) : `····${tail}`);

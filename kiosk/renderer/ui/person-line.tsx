import type { ReactNode } from 'react';
import type { PersonView } from '#kiosk/core/person-view.ts';
import { useKiosk } from '../link/kiosk-link.tsx';

/** The kind of code, then as much of the person as a stranger behind may see. */
export function PersonLine({ person, children }: { readonly person: PersonView; readonly children?: ReactNode }) {
  const { t } = useKiosk();
  const who = person.maskedName ?? (person.tail === null ? null : `····${person.tail}`);
  return (
    <p className="person-line">
      <span className="person-line__way">{t(`person.${person.way}`)}</span>
      {who && <strong>{who}</strong>}
      {person.birthYear !== null && <span>{person.birthYear}</span>}
      {children}
    </p>
  );
}

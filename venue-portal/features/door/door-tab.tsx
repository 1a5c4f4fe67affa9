import { useDoor } from '../../api/door.ts';
import { canManage, useMe } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './door.module.css';
import { DoorsSection } from './doors-section.tsx';
import { PinPanel } from './pin-panel.tsx';
import { PrintingSection } from './printing-section.tsx';
import { ScreenSection } from './screen-section.tsx';
import { StaffCardsPanel } from './staff-cards-panel.tsx';
import { VisitorsSection } from './visitors-section.tsx';

/** How the kiosks of a venue behave, and who of the staff may open them. */
export default function DoorTab() {
  const { t } = useLanguage();
  const me = useMe().data;
  if (me && !canManage(me)) return <Notice tone="info">{t('door.managersOnly')}</Notice>;
  return (
    <div className={classes['page']}>
      <div>
        <h2>{t('door.title')}</h2>
        <p className={classes['soft']}>{t('door.intro')}</p>
      </div>
      <DoorSections />
    </div>
  );
}

function DoorSections() {
  return (
    <Loaded query={useDoor(useVenueId())} lines={8}>
      {(door) => (
        <>
          <DoorsSection door={door} />
          <VisitorsSection door={door} />
          <ScreenSection door={door} />
          <PrintingSection door={door} />
          <PinPanel door={door} />
          <StaffCardsPanel />
        </>
      )}
    </Loaded>
  );
}

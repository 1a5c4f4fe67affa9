import type { QuarantineGroup } from '#shared/contract/portal-quarantine.ts';
import { useQuarantine } from '../../api/quarantine.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { GroupList } from './group-list.tsx';
import classes from './quarantine.module.css';

/** Of one venue, below its name. */
export default function QuarantinePage() {
  const { t } = useLanguage();
  const id = useVenueId();
  return (
    <div className={classes['page']}>
      <div>
        <h2>{t('quarantine.title')}</h2>
        <p className={classes['soft']}>{t('quarantine.intro')}</p>
      </div>
      <Loaded query={useQuarantine(id)}>{(groups: QuarantineGroup[]) => <GroupList groups={groups} />}</Loaded>
    </div>
  );
}

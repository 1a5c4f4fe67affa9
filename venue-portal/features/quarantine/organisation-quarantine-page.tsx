import type { QuarantineGroup } from '#shared/contract/portal-quarantine.ts';
import { useQuarantine } from '../../api/quarantine.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { GroupList } from './group-list.tsx';
import classes from './quarantine.module.css';

/** Of every venue of the organisation. */
export default function OrganisationQuarantinePage() {
  const { t } = useLanguage();
  return (
    <div className={classes['page']}>
      <div>
        <BackLink to="/venues">{t('venues.all')}</BackLink>
        <PageHeading title={t('quarantine.title')} />
        <p className={classes['soft']}>
          {t('quarantine.introAll')} {t('quarantine.intro')}
        </p>
      </div>
      <Loaded query={useQuarantine(null)}>
        {(groups: QuarantineGroup[]) => <GroupList groups={groups} withVenue />}
      </Loaded>
    </div>
  );
}

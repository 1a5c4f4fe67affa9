import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { QuarantineGroup } from '#shared/contract/portal-quarantine.ts';
import type { Outcome } from '../../api/quarantine.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { GroupCard } from './group-card.tsx';
import classes from './quarantine.module.css';

/** By kiosk, and there by reason. */
export function GroupList(props: { readonly groups: readonly QuarantineGroup[]; readonly withVenue?: boolean }) {
  const { groups, withVenue = false } = props;
  // Of a venue it stands below a heading of its own; of all venues, right below the page's.
  const level = withVenue ? 2 : 3;
  const Heading = `h${level}` as const;
  const { t } = useLanguage();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const kiosks = [...new Map(groups.map((group) => [group.kioskId, group])).values()];
  return (
    <>
      {outcome && <OutcomeNotice outcome={outcome} />}
      {groups.length === 0 && (
        <EmptyState
          level={level}
          icon={<IconCircleCheck size={34} stroke={1.5} />}
          title={t('quarantine.emptyTitle')}
          text={t('quarantine.emptyText')}
        />
      )}
      {kiosks.map(({ kioskId, entranceName, venueName, kioskRevokedAt }) => (
        <div key={kioskId} className={classes['kiosk']}>
          <header>
            <Heading>
              {entranceName === '' ? t('quarantine.kioskUnnamed') : t('quarantine.kiosk', { entrance: entranceName })}
            </Heading>
            {withVenue && <span className={classes['soft']}>{venueName}</span>}
            {kioskRevokedAt !== null && <Chip tone="plain">{t('quarantine.revoked')}</Chip>}
          </header>
          <ul className={classes['groups']}>
            {groups
              .filter((group) => group.kioskId === kioskId)
              .map((group) => (
                <GroupCard key={group.code} level={withVenue ? 3 : 4} group={group} onOutcome={setOutcome} />
              ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function OutcomeNotice({ outcome: { how, settled, kept } }: { readonly outcome: Outcome }) {
  const { t } = useLanguage();
  return (
    <Notice tone={kept > 0 ? 'warn' : 'good'} live>
      {(settled > 0 || kept === 0) && (
        <p>{t(how === 'release' ? 'quarantine.done' : 'quarantine.doneDismissed', { count: settled })}</p>
      )}
      {kept > 0 && <p>{t('quarantine.kept', { count: kept })}</p>}
    </Notice>
  );
}

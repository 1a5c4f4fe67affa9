import {
  IconAlertTriangle,
  IconCheck,
  IconDoorExit,
  IconMoodKid,
  IconOld,
  IconPrinter,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { StaffPage, WorkState } from '#kiosk/core/staff/staff-page.ts';
import { type KioskTranslate, useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { ScrollArea } from '../ui/scroll-area.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { EmptyPage } from './empty-page.tsx';
import { nameOf } from './name-of.ts';
import type { PageProps } from './page-props.ts';
import { useTimes } from './use-times.ts';

type Present = Extract<StaffPage, { page: 'inside' }>['people'][number];

const KIND_ICONS = { person: IconUser, child: IconMoodKid, elder: IconOld } as const;

const presentName = ({ kind, person }: Present, t: KioskTranslate): string => {
  if (person) return nameOf(person, t);
  return kind === 'person' ? t('person.typed') : t(`staff.inside.${kind}`);
};

/** The evacuation list of this door: readable from two metres, printed by one touch. */
export function InsidePage({ page }: PageProps<'inside'>) {
  const { t, act } = useKiosk();
  const [leaving, setLeaving] = useState<Present | null>(null);
  const count = page.people.length + page.unnamed;
  if (count === 0) return <EmptyPage icon={IconUsers} title={t('staff.inside.empty')} />;
  return (
    <div className="inside-page">
      <p className="inside-page__count">
        <strong>{count}</strong> <span>{t('staff.inside.count', { count })}</span>
      </p>
      <PrintList printing={page.printing} />
      {page.unnamed > 0 && <p className="inside-page__unnamed">{t('staff.inside.unnamed', { count: page.unnamed })}</p>}
      <div className="inside-page__list">
        {page.people.length === 0 ? (
          <p className="hint">{t('staff.inside.emptyNamed')}</p>
        ) : (
          <ScrollArea label={t('staff.title.inside')}>
            <ul className="inside">
              {page.people.map((present) => (
                <PresentLine key={present.visitId} present={present} onLeave={() => setLeaving(present)} />
              ))}
            </ul>
          </ScrollArea>
        )}
      </div>
      {leaving && (
        <ConfirmSheet
          question={t('staff.inside.confirm', { name: presentName(leaving, t) })}
          text={t('staff.inside.confirmText')}
          yes={t('staff.inside.confirmYes')}
          onYes={() => act({ do: 'staff-check-out', visitId: leaving.visitId })}
          onClose={() => setLeaving(null)}
        />
      )}
    </div>
  );
}

const PRINTING_ICONS = { none: IconPrinter, working: IconPrinter, done: IconCheck, failed: IconAlertTriangle } as const;

function PrintList({ printing }: { readonly printing: WorkState }) {
  const { t, act } = useKiosk();
  const PrintingIcon = PRINTING_ICONS[printing];
  const words = printing === 'none' ? '' : t(`staff.inside.printing.${printing}`);
  return (
    <div className="inside-page__print">
      <BigButton
        icon={<PrintingIcon className="staff-icon" aria-hidden="true" />}
        label={t('staff.inside.print')}
        hint={words}
        disabled={printing === 'working'}
        onPress={() => act({ do: 'staff-print', what: 'inside' })}
      />
      <span className="unseen" role="status">
        {words}
      </span>
    </div>
  );
}

function PresentLine({ present, onLeave }: { readonly present: Present; readonly onLeave: () => void }) {
  const { t } = useKiosk();
  const { time } = useTimes();
  const KindIcon = KIND_ICONS[present.kind];
  const name = presentName(present, t);
  return (
    <li className="present">
      <KindIcon className="staff-icon" aria-hidden="true" />
      <span className="present__name">
        <strong>{name}</strong>
        {present.person && present.kind !== 'person' && <span> · {t(`staff.inside.${present.kind}`)}</span>}
      </span>
      <time dateTime={new Date(present.at).toISOString()}>{time(present.at)}</time>
      <Button className="icon-button" aria-label={t('staff.inside.checkOutOf', { name })} onPress={onLeave}>
        <IconDoorExit aria-hidden="true" />
        <span>{t('staff.inside.checkOut')}</span>
      </Button>
    </li>
  );
}

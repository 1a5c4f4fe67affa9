import {
  IconDeviceMobile,
  IconDoorEnter,
  IconDoorExit,
  IconHistory,
  IconId,
  IconIdBadge2,
  IconKeyboard,
  IconQrcode,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { StaffPage } from '#kiosk/core/staff/staff-page.ts';
import type { Way } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { ScrollArea } from '../ui/scroll-area.tsx';
import { EmptyPage } from './empty-page.tsx';
import type { PageProps } from './page-props.ts';
import { ToneBadge } from './tone-note.tsx';
import { useTimes } from './use-times.ts';

type LastVisit = Extract<StaffPage, { page: 'last' }>['visits'][number];

const WAY_ICONS: Readonly<Record<Way, ComponentType<{ className?: string; 'aria-hidden'?: 'true' }>>> = {
  'visitor-pass': IconQrcode,
  'citizen-card': IconId,
  'personal-qr': IconQrcode,
  'insurance-card': IconId,
  passport: IconId,
  'opaque-code': IconQrcode,
  typed: IconKeyboard,
  poster: IconDeviceMobile,
  staff: IconIdBadge2,
};
const VERDICT_TONES = { welcome: 'good', 'see-staff': 'amber', 'not-today': 'bad' } as const satisfies Record<
  Verdict,
  string
>;

/** What happened last, told by icons and without anybody's name. */
export function LastPage({ page }: PageProps<'last'>) {
  const { t } = useKiosk();
  if (page.visits.length === 0) return <EmptyPage icon={IconHistory} title={t('staff.last.empty')} />;
  return (
    <ScrollArea label={t('staff.title.last')}>
      <ol className="last-visits">
        {page.visits.map((visit, index) => (
          // Two may be the same in all that is shown.
          // oxlint-disable-next-line react/no-array-index-key
          <LastLine key={`${visit.at} ${index}`} visit={visit} />
        ))}
      </ol>
    </ScrollArea>
  );
}

function LastLine({ visit }: { readonly visit: LastVisit }) {
  const { t } = useKiosk();
  const { time } = useTimes();
  const WayIcon = WAY_ICONS[visit.way];
  const DirectionIcon = visit.direction === 'in' ? IconDoorEnter : IconDoorExit;
  return (
    <li className="last-visit">
      <time dateTime={new Date(visit.at).toISOString()}>{time(visit.at)}</time>
      <span className={`last-visit__direction last-visit__direction--${visit.direction}`}>
        <DirectionIcon className="staff-icon" aria-hidden="true" />
        {t(`staff.last.${visit.direction}`)}
      </span>
      <span className="last-visit__way">
        <WayIcon className="staff-icon" aria-hidden="true" />
        <span>
          {t(`person.${visit.way}`)}
          {visit.people > 1 && <> · {t('staff.last.people', { count: visit.people })}</>}
        </span>
      </span>
      {visit.verdict && (
        <span className="last-visit__verdict">
          <ToneBadge tone={VERDICT_TONES[visit.verdict]} />
          <span className="unseen">{t(`staff.last.verdict.${visit.verdict}`)}</span>
        </span>
      )}
    </li>
  );
}

import {
  IconAdjustments,
  IconBellRinging,
  IconCreditCard,
  IconHeartRateMonitor,
  IconHistory,
  IconKeyboard,
  IconPhotoCheck,
  IconPower,
  IconScan,
  IconStethoscope,
  IconUsb,
  IconUsers,
  IconUsersGroup,
  IconWifi,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { StaffPageName } from '#kiosk/core/staff/staff-page.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { ToneNote } from './tone-note.tsx';

type Icon = ComponentType<{ className?: string; 'aria-hidden'?: 'true' }>;

/** After what happens every few minutes, the rest in the order of how often it is needed. */
const OTHER_PAGES: readonly (readonly [Exclude<StaffPageName, 'home'>, Icon])[] = [
  ['last', IconHistory],
  ['tests', IconStethoscope],
  ['poster', IconPhotoCheck],
  ['export', IconUsb],
  ['connection', IconWifi],
  ['settings', IconAdjustments],
  ['calibrate', IconCreditCard],
  ['diagnostics', IconHeartRateMonitor],
  ['system', IconPower],
];

export function HomePage() {
  const { t, view, act } = useKiosk();
  const { calls, disk, presence } = view;
  const open = (page: StaffPageName) => () => act({ do: 'staff-page', page });
  return (
    <div className={disk === 'ok' ? 'staff-home' : 'staff-home staff-home--note'}>
      {disk !== 'ok' && (
        <ToneNote tone={disk === 'full' ? 'bad' : 'amber'}>
          <p>{t(`staff.disk.${disk}`)}</p>
        </ToneNote>
      )}
      <div className="staff-home__first">
        <Tile
          kind={calls > 0 ? 'urgent' : 'large'}
          icon={IconBellRinging}
          label={t('staff.tiles.calls')}
          hint={calls > 0 ? null : t('staff.tiles.noCalls')}
          count={calls > 0 ? calls : null}
          onPress={open('calls')}
        />
        <Tile
          kind="large"
          icon={IconUsers}
          label={t('staff.tiles.inside')}
          hint={t('staff.tiles.insideHint')}
          count={presence?.inside ?? null}
          onPress={open('inside')}
        />
      </div>
      <Assist />
      <div className="staff-home__others">
        {OTHER_PAGES.map(([page, icon]) => (
          <Tile key={page} kind="small" icon={icon} label={t(`staff.title.${page}`)} onPress={open(page)} />
        ))}
      </div>
    </div>
  );
}

/** Letting somebody in; where the ward has closed the venue only out, and it is said why. */
function Assist() {
  const { t, view, act } = useKiosk();
  const { venue, mode, groups } = view;
  const isShut = venue?.closedByWard === true && mode !== 'exit';
  const assist = (by: 'code' | 'typed' | 'group') => () => act({ do: 'staff-assist', by });
  return (
    <div className="staff-home__assist" role="group" aria-labelledby="staff-assist">
      <h2 id="staff-assist">{t('staff.tiles.assist')}</h2>
      {isShut && (
        <ToneNote tone="amber">
          <p>{t(mode === 'both' ? 'staff.closed.out' : 'staff.closed.in')}</p>
        </ToneNote>
      )}
      <div className="staff-home__ways">
        {!(isShut && mode === 'entrance') && (
          <Tile kind="way" icon={IconScan} label={t('staff.tiles.assistCode')} onPress={assist('code')} />
        )}
        {!isShut && (
          <Tile kind="way" icon={IconKeyboard} label={t('staff.tiles.assistTyped')} onPress={assist('typed')} />
        )}
        {groups && (
          <Tile kind="way" icon={IconUsersGroup} label={t('staff.tiles.assistGroup')} onPress={assist('group')} />
        )}
      </div>
    </div>
  );
}

interface TileProps {
  readonly kind: 'urgent' | 'large' | 'way' | 'small';
  readonly icon: Icon;
  readonly label: ReactNode;
  readonly hint?: string | null;
  readonly count?: number | null;
  readonly onPress: () => void;
}

function Tile({ kind, icon: TileIcon, label, hint = null, count = null, onPress }: TileProps) {
  return (
    <Button className={`tile tile--${kind}`} onPress={onPress}>
      <TileIcon className="tile__icon" aria-hidden="true" />
      <span className="tile__words">
        <span className="tile__label">{label}</span>
        {hint !== null && <span className="tile__hint">{hint}</span>}
      </span>
      {count !== null && <span className="tile__count">{count}</span>}
    </Button>
  );
}

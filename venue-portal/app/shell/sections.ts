import {
  IconAdjustments,
  IconBuildingStore,
  IconChartHistogram,
  IconDeviceTablet,
  IconDeviceTabletCog,
  IconFileExport,
  IconListDetails,
  IconMessages,
  IconPlugConnected,
  IconQrcode,
  IconSunHigh,
  IconUserCheck,
  IconUserShield,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { Me } from '#shared/contract/portal-api.ts';
import { canAttend, canManage } from '../../api/session.ts';
import type { PortalTextKey } from '../../ui/language.tsx';

export interface Section {
  /** Of a venue's section: below the venue's own address. */
  readonly path: string;
  readonly label: PortalTextKey;
  readonly Icon: typeof IconQrcode;
  /** Left out: everybody of the organisation. The server decides; this only hides what it would refuse. */
  readonly for?: (me: Me) => boolean;
  /** At hand on a phone, without opening the menu; four at most. */
  readonly isFrequent?: true;
}

interface SectionGroup {
  readonly label: PortalTextKey;
  readonly sections: readonly Section[];
}

/** The way through one venue, by what somebody came to do. */
export const VENUE_SECTIONS: readonly SectionGroup[] = [
  {
    label: 'nav.visitors',
    sections: [
      { path: '', label: 'venues.tabs.today', Icon: IconSunHigh, isFrequent: true },
      { path: 'inside', label: 'nav.inside', Icon: IconUserCheck, for: canAttend, isFrequent: true },
      { path: 'log', label: 'venues.tabs.log', Icon: IconListDetails, isFrequent: true },
      { path: 'insights', label: 'nav.insights', Icon: IconChartHistogram },
      { path: 'export', label: 'venues.tabs.export', Icon: IconFileExport },
    ],
  },
  {
    label: 'nav.door',
    sections: [
      { path: 'posters', label: 'venues.tabs.posters', Icon: IconQrcode, isFrequent: true },
      { path: 'kiosks', label: 'venues.tabs.kiosks', Icon: IconDeviceTablet },
      { path: 'door', label: 'venues.tabs.door', Icon: IconDeviceTabletCog, for: canManage },
    ],
  },
  {
    label: 'nav.venue',
    sections: [
      { path: 'settings', label: 'venues.tabs.settings', Icon: IconAdjustments },
      { path: 'ward', label: 'nav.ward', Icon: IconMessages },
    ],
  },
];

/** What concerns the organisation as a whole. */
export const ORGANISATION_SECTIONS: readonly Section[] = [
  { path: '/venues', label: 'venues.title', Icon: IconBuildingStore },
  { path: '/fleet', label: 'nav.fleet', Icon: IconDeviceTablet, for: ({ role }) => role !== 'staff' },
  { path: '/settings', label: 'nav.settings', Icon: IconAdjustments, for: canManage },
  { path: '/data', label: 'nav.data', Icon: IconUserShield },
  { path: '/people', label: 'account.people.title', Icon: IconUsersGroup, for: ({ role }) => role === 'owner' },
  { path: '/integrations', label: 'nav.integrations', Icon: IconPlugConnected, for: ({ role }) => role === 'owner' },
];

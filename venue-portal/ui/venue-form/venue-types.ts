import {
  IconBed,
  IconBriefcase,
  IconBuildingHospital,
  IconBuildingStore,
  IconBus,
  IconConfetti,
  IconDots,
  IconSchool,
  IconShip,
  IconShoppingBag,
  IconSoup,
} from '@tabler/icons-react';
import type { VenueType } from '#shared/domain/venue.ts';
import type { PortalTextKey } from '../language.tsx';

type Look = { readonly Icon: typeof IconDots; readonly label: PortalTextKey };

/** In the order they are offered. */
export const VENUE_TYPES: Readonly<Record<VenueType, Look>> = {
  office: { Icon: IconBriefcase, label: 'venueTypes.office' },
  shop: { Icon: IconShoppingBag, label: 'venueTypes.shop' },
  restaurant: { Icon: IconSoup, label: 'venueTypes.restaurant' },
  hotel: { Icon: IconBed, label: 'venueTypes.hotel' },
  market: { Icon: IconBuildingStore, label: 'venueTypes.market' },
  school: { Icon: IconSchool, label: 'venueTypes.school' },
  hospital: { Icon: IconBuildingHospital, label: 'venueTypes.hospital' },
  'bus-station': { Icon: IconBus, label: 'venueTypes.busStation' },
  vehicle: { Icon: IconShip, label: 'venueTypes.vehicle' },
  event: { Icon: IconConfetti, label: 'venueTypes.event' },
  other: { Icon: IconDots, label: 'venueTypes.other' },
};

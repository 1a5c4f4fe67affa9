import { z } from 'zod';
import { VENUES_PER_PAGE, type VenueListQuery, type VenuePage } from '#shared/contract/portal-venues.ts';
import type { OrganisationId } from '#shared/domain/ids.ts';
import { nameCommunes } from '../units/service.ts';
import type { VenueDependencies } from './dependencies.ts';
import {
  countByCommune,
  countMatching,
  countOpen,
  type ListPlace,
  type ListRequest,
  listPage,
  readTraffic,
} from './list-reader.ts';

const placeSchema = z.tuple([z.union([z.string(), z.number()]), z.string()]);

/** A page of the organisation's venues; null: `after` is none that this server gave out. */
export async function listVenuePage(
  { store, clock, timeZone }: VenueDependencies,
  organisationId: OrganisationId,
  { after, ...query }: VenueListQuery,
): Promise<VenuePage | null> {
  const place = after === undefined ? null : readPlace(after);
  if (after !== undefined && place === null) return null;
  const today = clock.today();
  const request: ListRequest = { organisationId, query, after: place, today, timeZone };
  const found = await listPage(store.read, request);
  const shown = found.slice(0, VENUES_PER_PAGE);
  const last = shown.at(-1);
  const isFirst = place === null;
  const communes = isFirst ? await countByCommune(store.read, organisationId) : [];
  const names = await nameCommunes(store.read, [
    ...shown.map((venue) => venue.communeCode),
    ...communes.map((each) => each.code),
  ]);
  const traffic = await readTraffic(
    store.read,
    shown.map(({ id }) => id),
    request,
  );
  const nameOf = (code: string): string => names.get(code)?.communeName ?? code;
  return {
    venues: shown.map(({ id, name, type, addressLine, communeCode, externalId, closedAt }) => ({
      ...{ id, name, type, addressLine, externalId, closedAt },
      communeName: nameOf(communeCode),
      ...(traffic.get(id) ?? { entrances: 0, arrivedToday: 0, lastVisitOn: null, verified: false }),
    })),
    total: await countMatching(store.read, request),
    next:
      last && found.length > VENUES_PER_PAGE
        ? writePlace({ key: query.sort === 'name' ? last.nameSearch : last.createdAt, id: last.id })
        : null,
    communes: communes.map(({ code, venues }) => ({ code, name: nameOf(code), venues })),
    open: await countOpen(store.read, request),
  };
}

const writePlace = ({ key, id }: ListPlace): string => Buffer.from(JSON.stringify([key, id])).toString('base64url');

function readPlace(text: string): ListPlace | null {
  try {
    const [key, id] = placeSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { key, id };
  } catch {
    return null;
  }
}

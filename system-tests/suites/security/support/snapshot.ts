import { createHash } from 'node:crypto';
import type { TestServer } from '../../../../server/testing/test-server.ts';
import type { Tenant } from './world.ts';

/** All that is one organisation's in the database, as a digest: equal while nothing of it changed. */
export async function snapshotOf({ server }: TestServer, { organisationId, ids, people }: Tenant): Promise<string> {
  const { read } = server.services.store;
  const venueId = ids['venueId'] as never;
  const organisation = organisationId as never;
  const accounts = [...people.values()].map(({ me }) => me.accountId);
  const rows = await Promise.all([
    read.selectFrom('organisations').selectAll().where('id', '=', organisation).execute(),
    read.selectFrom('memberships').selectAll().where('organisation_id', '=', organisation).execute(),
    read.selectFrom('invitations').selectAll().where('organisation_id', '=', organisation).execute(),
    read.selectFrom('accounts').selectAll().where('id', 'in', accounts).execute(),
    read.selectFrom('sessions').selectAll().where('account_id', 'in', accounts).execute(),
    read.selectFrom('passkeys').selectAll().where('account_id', 'in', accounts).execute(),
    read.selectFrom('venues').selectAll().where('organisation_id', '=', organisation).execute(),
    read.selectFrom('entrances').selectAll().where('venue_id', '=', venueId).execute(),
    read.selectFrom('kiosks').selectAll().where('venue_id', '=', venueId).execute(),
    read.selectFrom('staff_cards').selectAll().where('venue_id', '=', venueId).execute(),
    read.selectFrom('exports').selectAll().where('venue_id', '=', venueId).execute(),
    read.selectFrom('visits').selectAll().where('venue_id', '=', venueId).execute(),
    read.selectFrom('visit_events').selectAll().where('venue_id', '=', venueId).execute(),
  ]);
  if (rows.some((table) => table.length === 0)) throw new Error('a table of theirs is empty: nothing would be seen');
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

import { type Kysely, type RawBuilder, sql } from 'kysely';

const QUARTER_MS = 900_000;

/** One person scanned twice is one; what was voided is none. */
const counts = (row: string): RawBuilder<unknown> => sql.raw(`(${row}.voided_at is null and ${row}.same_as is null)`);
/** Declared is declared, whatever staff decided afterwards. */
const symptoms = (row: string): RawBuilder<unknown> =>
  sql.raw(`(coalesce(${row}.verdict in ('see-staff', 'not-today'), 0) or ${row}.resolved_at is not null)`);
const quarter = (row: string): RawBuilder<unknown> => sql.raw(`${row}.arrived_at / ${QUARTER_MS}`);

const addNew = sql`
  insert into visit_quarters (venue_id, quarter, way, entrance_id, arrived, symptoms)
  select new.venue_id, ${quarter('new')}, new.way, new.entrance_id, 1, ${symptoms('new')} where ${counts('new')}
  on conflict (venue_id, quarter, way, entrance_id) do update
    set arrived = arrived + 1, symptoms = symptoms + excluded.symptoms`;

const takeOld = sql`
  update visit_quarters set arrived = arrived - 1, symptoms = symptoms - ${symptoms('old')}
  where venue_id = old.venue_id and quarter = ${quarter('old')} and way = old.way and entrance_id = old.entrance_id
    and ${counts('old')}`;

/**
 * Arrivals of a venue, counted as they are written: figures of ten million visits are read from some ten thousand rows. By
 * triggers, in the transaction of the change itself, so that no way of writing can forget them and no restart make up for them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table visit_quarters (venue_id text not null, quarter integer not null, way text not null, entrance_id text not null,
      arrived integer not null, symptoms integer not null, primary key (venue_id, quarter, way, entrance_id)) without rowid`.execute(
    db,
  );
  await sql`
    insert into visit_quarters (venue_id, quarter, way, entrance_id, arrived, symptoms)
    select v.venue_id, ${quarter('v')}, v.way, v.entrance_id, count(*), sum(${symptoms('v')}) from visits v
    where ${counts('v')} group by 1, 2, 3, 4`.execute(db);
  await sql`create trigger visits_counted after insert on visits when ${counts('new')} begin ${addNew}; end`.execute(
    db,
  );
  await sql`create trigger visits_uncounted after delete on visits when ${counts('old')} begin ${takeOld}; end`.execute(
    db,
  );
  // Leaving and staying longer, nearly all that is written of a visit afterwards, name none of these columns.
  await sql`
    create trigger visits_recounted
    after update of venue_id, entrance_id, arrived_at, way, verdict, resolved_at, voided_at, same_as on visits
    when ${counts('old')} is not ${counts('new')} or ${symptoms('old')} is not ${symptoms('new')}
      or old.venue_id is not new.venue_id or old.entrance_id is not new.entrance_id or old.way is not new.way
      or ${quarter('old')} is not ${quarter('new')}
    begin ${takeOld}; ${addNew}; end`.execute(db);
}

/** What kept counts of arrivals are to say: this, counted from the visits one by one. */
const COUNTED = `
  select venue_id, arrived_at / 900000 as quarter, way, entrance_id, count(*) as arrived,
    count(case when verdict in ('see-staff', 'not-today') or resolved_at is not null then 1 end) as symptoms
  from visits where voided_at is null and same_as is null group by 1, 2, 3, 4`;
const KEPT = `
  select venue_id, quarter, way, entrance_id, arrived, symptoms from visit_quarters where arrived <> 0 or symptoms <> 0`;

interface Database {
  prepare(sql: string): { all(): unknown[] };
}

/** @returns counts that stand on one side alone; none: figures say what visits do. */
export const listWrongCounts = (db: Database): unknown[] => [
  ...db.prepare(`select 'missing' as which, * from (${COUNTED} except ${KEPT})`).all(),
  ...db.prepare(`select 'kept' as which, * from (${KEPT} except ${COUNTED})`).all(),
];

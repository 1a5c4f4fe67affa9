/** A kiosk that was moved to another door keeps the records of the first: those it let in there are not inside here. */
export const insideByDoor = {
  number: 30,
  sql: `
    ALTER TABLE events ADD COLUMN entrance_id TEXT
      AS (CASE WHEN json_valid(body) THEN json_extract(body, '$.entranceId') END);
    DROP INDEX events_inside;
    CREATE INDEX events_inside ON events (entrance_id, happened_at, visit_id, inside_change);
  `,
};

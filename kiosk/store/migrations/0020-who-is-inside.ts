/**
 * How many people an event lets in or out, so that they are counted from an index and not from the text of every row.
 * Refusals and second scans change nothing; a person sent away by the staff goes out again.
 */
export const whoIsInside = {
  number: 20,
  sql: `
    ALTER TABLE events ADD COLUMN visit_id TEXT
      AS (CASE WHEN json_valid(body) THEN json_extract(body, '$.visitId') END);
    ALTER TABLE events ADD COLUMN inside_change INTEGER
      AS (CASE WHEN NOT json_valid(body) THEN 0
        WHEN json_extract(body, '$.kind') = 'arrived' THEN 1
        WHEN json_extract(body, '$.kind') IN ('left', 'voided') THEN -1
        WHEN json_extract(body, '$.kind') = 'resolved' AND json_extract(body, '$.verdict') = 'not-today' THEN -1
        ELSE 0 END);
    CREATE INDEX events_inside ON events (happened_at, visit_id, inside_change);
    DROP INDEX events_waiting;
    CREATE INDEX events_waiting ON events (seq, inside_change) WHERE state = 'waiting';
  `,
};

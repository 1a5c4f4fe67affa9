/**
 * A record goes to the server it was made for, which its organisation tells. Whatever is here by now was the present server's
 * alone. `former_servers` is what a file for one of the earlier ones needs.
 */
export const serversOfRecords = {
  number: 50,
  sql: `
    ALTER TABLE events ADD COLUMN organisation_id TEXT
      AS (CASE WHEN json_valid(body) THEN json_extract(body, '$.organisationId') END);
    DROP INDEX events_waiting;
    CREATE INDEX events_waiting ON events (seq, inside_change, organisation_id) WHERE state = 'waiting';

    CREATE TABLE organisations (
      id TEXT PRIMARY KEY,
      server_public_key TEXT NOT NULL,
      content_check TEXT
    ) STRICT, WITHOUT ROWID;
    INSERT INTO organisations
      SELECT organisation_id, server_public_key, NULL FROM events, pairing WHERE typeof(organisation_id) = 'text'
      UNION
      SELECT json_extract(body, '$.organisationId'), server_public_key, NULL FROM down_link, pairing
      WHERE part = 'settings' AND json_valid(body) AND typeof(json_extract(body, '$.organisationId')) = 'text';

    CREATE TABLE former_servers (
      server_public_key TEXT PRIMARY KEY,
      body TEXT NOT NULL,
      content_check TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};

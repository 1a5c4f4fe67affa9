/** The first shape: one row per event, which is also its place in the queue. */
export const eventsPairingAndDownLink = {
  number: 10,
  sql: `
    CREATE TABLE installation (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      epoch TEXT NOT NULL,
      counters_reserved INTEGER NOT NULL,
      -- Rows up to here may be pruned; numbering goes on after it.
      pruned_through INTEGER NOT NULL
    ) STRICT;
    INSERT INTO installation VALUES (1, lower(hex(randomblob(16))), 0, 0);

    CREATE TABLE events (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      -- The exact text that goes over the wire, and the SHA-256 of it (base64url).
      body TEXT NOT NULL,
      hash TEXT NOT NULL,
      happened_at INTEGER NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'stored', 'quarantined')),
      quarantine_code TEXT,
      -- Server time.
      confirmed_at INTEGER
    ) STRICT;
    CREATE INDEX events_waiting ON events (seq) WHERE state = 'waiting';

    CREATE TABLE pairing (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      server_url TEXT NOT NULL,
      kiosk_id TEXT NOT NULL,
      server_id TEXT NOT NULL,
      server_public_key TEXT NOT NULL,
      certificate TEXT NOT NULL,
      own_public_key TEXT NOT NULL,
      server_epoch TEXT NOT NULL,
      standing TEXT NOT NULL,
      offset_ms INTEGER NOT NULL,
      attested_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE down_link (
      part TEXT PRIMARY KEY CHECK (part IN ('settings', 'questions', 'notices', 'keys')),
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};

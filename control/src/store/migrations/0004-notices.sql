-- What the customer was told and has had no all-clear for.
ALTER TABLE resource ADD COLUMN troubles TEXT;
-- The daily digest asks for clients with troubles; most have none.
CREATE INDEX resource_troubled ON resource (client) WHERE troubles IS NOT NULL;
-- Messages are notices now, queued with the transition itself.
DELETE FROM task WHERE json_extract(effect, '$.do') = 'tell';

CREATE TABLE notification_setting (
  client INTEGER PRIMARY KEY REFERENCES client (id), muted TEXT NOT NULL, digested INTEGER
);
CREATE TABLE recipient (
  client INTEGER NOT NULL REFERENCES client (id), address TEXT NOT NULL, fault TEXT, fault_at INTEGER,
  PRIMARY KEY (client, address)
) WITHOUT ROWID;
CREATE TABLE webhook (
  id TEXT PRIMARY KEY, client INTEGER NOT NULL REFERENCES client (id), url TEXT NOT NULL, description TEXT NOT NULL,
  events TEXT, active INTEGER NOT NULL, created INTEGER NOT NULL, failing_since INTEGER, fault TEXT
) WITHOUT ROWID;
CREATE INDEX webhook_client ON webhook (client);
-- Two live at once while one is replaced: `until` is when the older ends.
CREATE TABLE webhook_secret (
  id TEXT PRIMARY KEY, webhook TEXT NOT NULL REFERENCES webhook (id) ON DELETE CASCADE, sealed_key TEXT,
  created INTEGER NOT NULL, until INTEGER
) WITHOUT ROWID;
CREATE INDEX webhook_secret_webhook ON webhook_secret (webhook);

CREATE TABLE notice (
  id TEXT PRIMARY KEY, client INTEGER NOT NULL REFERENCES client (id), resource INTEGER, type TEXT NOT NULL,
  at INTEGER NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, data TEXT NOT NULL
);
-- The list of a client's notices, newest first.
CREATE INDEX notice_client ON notice (client, at);
-- Housekeeping forgets old ones.
CREATE INDEX notice_at ON notice (at);

-- One row per notice and recipient or webhook. `lease` is the fencing number, as with tasks.
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT, notice TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  client INTEGER NOT NULL, channel TEXT NOT NULL, target TEXT NOT NULL, status TEXT NOT NULL, run_at INTEGER NOT NULL,
  lease INTEGER NOT NULL, leased_until INTEGER, tries INTEGER NOT NULL, log TEXT NOT NULL
);
CREATE INDEX delivery_notice ON delivery (notice);
-- The log of an endpoint, newest first, and whether one of its deliveries is under way.
CREATE INDEX delivery_target ON delivery (target, id);
-- The worker asks for what waits; nearly all rows are done.
CREATE INDEX delivery_waiting ON delivery (run_at) WHERE status = 'waiting';

-- Names run through the CA's rehearsal directory, and what came of it; the certificate itself is thrown away.
CREATE TABLE rehearsal (
  id TEXT PRIMARY KEY, client INTEGER NOT NULL, resource INTEGER NOT NULL, names TEXT NOT NULL, directory TEXT NOT NULL,
  started INTEGER NOT NULL, ended INTEGER, result TEXT, problems TEXT NOT NULL, certificate TEXT
) WITHOUT ROWID;
-- How many a client had in the last hour.
CREATE INDEX rehearsal_client ON rehearsal (client, started);
-- One at a time for a resource; they go with it.
CREATE INDEX rehearsal_resource ON rehearsal (resource);
-- How many are under way: a handful, whatever has ended.
CREATE INDEX rehearsal_open ON rehearsal (started) WHERE ended IS NULL;
-- They go in their time.
CREATE INDEX rehearsal_started ON rehearsal (started);

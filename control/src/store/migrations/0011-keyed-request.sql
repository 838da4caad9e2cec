-- Answers to requests that create, kept a day under the keys their clients chose.
CREATE TABLE keyed_request (
  client INTEGER NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  started INTEGER NOT NULL,
  status INTEGER,
  body TEXT,
  PRIMARY KEY (client, key)
) WITHOUT ROWID;
-- Those of yesterday are dropped.
CREATE INDEX keyed_request_started ON keyed_request (started);

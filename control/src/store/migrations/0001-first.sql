CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE client (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, cname TEXT NOT NULL, utilization_level INTEGER NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL
);
CREATE TABLE api_token (
  id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES client (id), name TEXT NOT NULL, role TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE, expires INTEGER, last_used INTEGER, created INTEGER NOT NULL
);
CREATE TABLE origin_group (
  id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES client (id), name TEXT NOT NULL, use_next INTEGER NOT NULL,
  path TEXT NOT NULL, auth_type TEXT NOT NULL, proxy_next_upstream TEXT NOT NULL, sources TEXT NOT NULL,
  UNIQUE (client, name)
);
CREATE TABLE ssl_data (
  id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES client (id), name TEXT NOT NULL, automated INTEGER NOT NULL,
  certificate TEXT, created INTEGER NOT NULL, UNIQUE (client, name)
);
CREATE TABLE resource (
  id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES client (id), cname TEXT NOT NULL,
  secondary_hostnames TEXT NOT NULL, origin_group INTEGER NOT NULL REFERENCES origin_group (id),
  origin_protocol TEXT NOT NULL, name TEXT, description TEXT NOT NULL, active INTEGER NOT NULL,
  suspended INTEGER NOT NULL, ssl_data INTEGER REFERENCES ssl_data (id), options TEXT NOT NULL, rest TEXT NOT NULL,
  propagated INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
  state TEXT NOT NULL, current TEXT, https INTEGER NOT NULL, version INTEGER NOT NULL,
  until INTEGER, not_after INTEGER
);
-- The ticker asks for states whose time has come; most rows wait far in the future or for nobody.
CREATE INDEX resource_until ON resource (until) WHERE until IS NOT NULL;
-- The ticker asks for certificates that have run out.
CREATE INDEX resource_not_after ON resource (not_after) WHERE not_after IS NOT NULL;
CREATE INDEX resource_client ON resource (client);
-- A certificate object serves one resource.
CREATE UNIQUE INDEX resource_ssl_data ON resource (ssl_data) WHERE ssl_data IS NOT NULL;

-- One hostname, one tenant. A released name keeps its row while it cools down.
CREATE TABLE hostname_claim (
  name TEXT PRIMARY KEY, client INTEGER NOT NULL, resource INTEGER, released INTEGER
) WITHOUT ROWID;
CREATE INDEX hostname_claim_resource ON hostname_claim (resource);

CREATE TABLE rule (
  id INTEGER PRIMARY KEY, resource INTEGER NOT NULL REFERENCES resource (id) ON DELETE CASCADE, name TEXT NOT NULL,
  rule TEXT NOT NULL, rule_type INTEGER NOT NULL, weight INTEGER NOT NULL, active INTEGER NOT NULL,
  origin_group INTEGER REFERENCES origin_group (id), override_origin_protocol TEXT, options TEXT NOT NULL,
  UNIQUE (resource, name), UNIQUE (resource, rule)
);
CREATE TABLE certificate (
  id TEXT PRIMARY KEY, resource INTEGER, kind TEXT NOT NULL, chain TEXT NOT NULL, sealed_key TEXT, serial TEXT NOT NULL,
  names TEXT NOT NULL, not_before INTEGER NOT NULL, not_after INTEGER NOT NULL, issuer_name TEXT NOT NULL,
  subject_name TEXT NOT NULL, directory TEXT, account TEXT, retires INTEGER
) WITHOUT ROWID;
CREATE INDEX certificate_retires ON certificate (retires) WHERE retires IS NOT NULL AND sealed_key IS NOT NULL;

CREATE TABLE attempt (
  id TEXT PRIMARY KEY, resource INTEGER NOT NULL, run TEXT NOT NULL, names TEXT NOT NULL, step TEXT NOT NULL,
  order_url TEXT, finalize_url TEXT, certificate_url TEXT, sealed_key TEXT, challenges TEXT NOT NULL,
  started INTEGER NOT NULL, ended INTEGER
) WITHOUT ROWID;
CREATE INDEX attempt_open ON attempt (resource) WHERE ended IS NULL;

-- `lease` is the fencing number: it rises with each claim, and a settle names the one it was given.
CREATE TABLE task (
  id INTEGER PRIMARY KEY, resource INTEGER NOT NULL, effect TEXT NOT NULL, run_at INTEGER NOT NULL,
  lease INTEGER NOT NULL, leased_until INTEGER, worker TEXT, tries INTEGER NOT NULL
);
CREATE INDEX task_run_at ON task (run_at);
CREATE INDEX task_resource ON task (resource);

CREATE TABLE pop (
  name TEXT PRIMARY KEY, admin TEXT NOT NULL, admin_ca TEXT, http TEXT NOT NULL, tls TEXT, membership TEXT NOT NULL,
  last_seen INTEGER, skew INTEGER, seal_key TEXT
) WITHOUT ROWID;
CREATE TABLE wanted (
  host TEXT, kind TEXT, resource INTEGER, epoch INTEGER NOT NULL, rev INTEGER NOT NULL, body TEXT, PRIMARY KEY (host, kind)
) WITHOUT ROWID;
CREATE INDEX wanted_resource ON wanted (resource);
CREATE TABLE receipt (
  pop TEXT, host TEXT, kind TEXT, epoch INTEGER NOT NULL, rev INTEGER NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (host, kind, pop)
) WITHOUT ROWID;
CREATE INDEX receipt_pop ON receipt (pop);
CREATE TABLE observation (
  pop TEXT, host TEXT, serial TEXT, at INTEGER NOT NULL, PRIMARY KEY (host, pop)
) WITHOUT ROWID;

CREATE TABLE issue_process (
  id INTEGER PRIMARY KEY, resource INTEGER NOT NULL, run TEXT NOT NULL UNIQUE, started INTEGER NOT NULL,
  finished INTEGER, attempts_count INTEGER NOT NULL, next_attempt INTEGER
);
CREATE INDEX issue_process_resource ON issue_process (resource);
CREATE TABLE process_outcome (
  id INTEGER PRIMARY KEY, process INTEGER NOT NULL REFERENCES issue_process (id), status TEXT NOT NULL,
  error TEXT NOT NULL, details TEXT NOT NULL, created INTEGER NOT NULL, retry_after INTEGER
);
CREATE INDEX process_outcome_process ON process_outcome (process);

-- Append-only. `chain` seals an entry together with all before it; entries wait unsealed for the next batch.
CREATE TABLE history (
  id INTEGER PRIMARY KEY AUTOINCREMENT, resource INTEGER NOT NULL, at INTEGER NOT NULL, event TEXT NOT NULL,
  from_state TEXT, to_state TEXT, detail TEXT NOT NULL, chain TEXT
);
CREATE INDEX history_resource ON history (resource, id);
CREATE INDEX history_unsealed ON history (id) WHERE chain IS NULL;

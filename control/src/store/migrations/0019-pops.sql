-- The operator's word, beside what is measured: a drained PoP is kept up to date and no gate counts it. `since`: when
-- `membership` became what it is.
ALTER TABLE pop ADD COLUMN drained INTEGER;
ALTER TABLE pop ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pop ADD COLUMN wire INTEGER;
ALTER TABLE pop ADD COLUMN fault TEXT;
-- EDGES_FILE may still list what an operator removed: it is not seeded again.
CREATE TABLE removed_pop (name TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;

ALTER TABLE receipt ADD COLUMN skew INTEGER;
ALTER TABLE receipt ADD COLUMN wire INTEGER;

-- What the public path last gave for a token of ours, address by address.
CREATE TABLE readback (
  host TEXT, address TEXT, result TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (host, address)
) WITHOUT ROWID;

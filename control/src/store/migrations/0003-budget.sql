-- The CA's rate limits as we know them: each bucket's state is the instant at which it would be full again.
CREATE TABLE budget (bucket TEXT PRIMARY KEY, full_at INTEGER NOT NULL) WITHOUT ROWID;

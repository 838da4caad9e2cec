-- An attempt keeps the way it was begun with.
ALTER TABLE attempt ADD COLUMN method TEXT NOT NULL DEFAULT 'http-01';

-- What the embedded responder serves. The primary key answers its one question: the values of a name.
CREATE TABLE challenge_value (
  owner TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (owner, value)
) WITHOUT ROWID;

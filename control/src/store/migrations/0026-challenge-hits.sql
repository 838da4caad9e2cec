-- Who asked the edges for an attempt's tokens, as the edges tell it.
CREATE TABLE challenge_hit (
  id INTEGER PRIMARY KEY, resource INTEGER NOT NULL, attempt TEXT NOT NULL, pop TEXT NOT NULL, host TEXT NOT NULL,
  at INTEGER NOT NULL, network TEXT NOT NULL, agent TEXT NOT NULL, result TEXT NOT NULL, milliseconds INTEGER NOT NULL
);
-- Each telling of a PoP replaces what it told before of the same attempt; the timeline reads attempt by attempt.
CREATE INDEX challenge_hit_attempt ON challenge_hit (attempt, pop);
-- They go with their resource, and in their time.
CREATE INDEX challenge_hit_resource ON challenge_hit (resource);
CREATE INDEX challenge_hit_at ON challenge_hit (at);

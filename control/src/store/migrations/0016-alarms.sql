-- What an operator has to look at, for as long as it stands: one row, however often it is met.
CREATE TABLE alarm (
  event TEXT NOT NULL, subject TEXT NOT NULL, resource INTEGER, since INTEGER NOT NULL, detail TEXT NOT NULL,
  PRIMARY KEY (event, subject)
) WITHOUT ROWID;
-- The operator's list of resources shows those of its page.
CREATE INDEX alarm_resource ON alarm (resource) WHERE resource IS NOT NULL;

-- Since when a task could have been done: how long it waits for others.
ALTER TABLE task ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
UPDATE task SET since = run_at;

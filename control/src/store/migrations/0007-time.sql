-- When the next alarm of what is served is due (P16); until now worked out anew for every row.
ALTER TABLE resource ADD COLUMN alarm_at INTEGER;
UPDATE resource SET alarm_at = not_after
  - (not_after - json_extract(current, '$.notBefore'))
  / (CASE WHEN not_after - json_extract(current, '$.notBefore') < 864000000 THEN 2.0 ELSE 3.0 END)
  / (CASE json_extract(current, '$.alarmed') WHEN 0 THEN 2 WHEN 1 THEN 4 ELSE 8 END)
WHERE https = 1 AND json_extract(current, '$.kind') = 'managed' AND json_extract(current, '$.alarmed') < 3;
UPDATE resource SET alarm_at = CAST(alarm_at AS INTEGER);
CREATE INDEX resource_alarm_at ON resource (alarm_at) WHERE alarm_at IS NOT NULL;
-- What is due next is asked many times a second, and of leased tasks only when their lease ends.
CREATE INDEX task_waiting ON task (run_at) WHERE leased_until IS NULL;
CREATE INDEX task_leased ON task (leased_until) WHERE leased_until IS NOT NULL;

-- What may start by and by is due apart from what must not wait: a herd must not keep a deployment from its time.
ALTER TABLE resource ADD COLUMN start_at INTEGER;
ALTER TABLE resource ADD COLUMN state_is TEXT NOT NULL DEFAULT 'off';
ALTER TABLE resource ADD COLUMN cause TEXT;
UPDATE resource SET state_is = json_extract(state, '$.is'),
  cause = coalesce(json_extract(state, '$.problem.code'), json_extract(state, '$.problems[0].code'));
UPDATE resource SET start_at = until, until = NULL WHERE state_is IN ('active', 'failed', 'waiting');
CREATE INDEX resource_start_at ON resource (start_at) WHERE start_at IS NOT NULL;
-- The operator asks for a state and a cause; lifting a hold asks for those it held.
CREATE INDEX resource_cause ON resource (state_is, cause);

-- What an operator holds back. `subject`: a client's id, a name, or a CA's directory; '' for all.
CREATE TABLE hold (
  scope TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL, by TEXT NOT NULL, since INTEGER NOT NULL,
  PRIMARY KEY (scope, subject)
) WITHOUT ROWID;

-- The CA's advice when to renew (RFC 9773), as we were last told: a renewal inside its window is exempt from limits.
ALTER TABLE certificate ADD COLUMN advice TEXT;

-- Whose turn it is: of two clients with something due, the one that started longer ago.
ALTER TABLE client ADD COLUMN last_start INTEGER NOT NULL DEFAULT 0;

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

-- Managed certificates that have run out, while their keys still lie here.
CREATE INDEX certificate_expired ON certificate (not_after) WHERE sealed_key IS NOT NULL AND kind = 'managed';

-- Whether a certificate is served is asked before its object is deleted, and before its key is destroyed.
CREATE INDEX resource_current_certificate ON resource (json_extract(current, '$.certificate'));
-- Few are on their way to the edges at a time.
CREATE INDEX resource_candidate ON resource (json_extract(state, '$.candidate.certificate')) WHERE state_is = 'deploying';
-- And whether it is the one of a certificate object.
CREATE INDEX ssl_data_certificate ON ssl_data (certificate) WHERE certificate IS NOT NULL;
-- The housekeeping looks for a customer's certificates that no object has any more; managed ones are a hundred to one.
CREATE INDEX certificate_own ON certificate (id) WHERE kind = 'own' AND retires IS NULL AND sealed_key IS NOT NULL;

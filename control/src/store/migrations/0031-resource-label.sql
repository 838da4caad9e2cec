-- The word a certificate stands under, and whether somebody or something keeps it from going on, as the lifecycle has them:
-- lists are chosen by them, and were until now by a look at every row of a client.
ALTER TABLE resource ADD COLUMN label TEXT NOT NULL DEFAULT 'Off';
ALTER TABLE resource ADD COLUMN failing INTEGER NOT NULL DEFAULT 0;
UPDATE resource SET label = label_of(state, current, https), failing = is_failing(state);
-- A client's list by hostname, which is how the portal begins, as a whole and under one word.
CREATE INDEX resource_client_cname ON resource (client, cname);
CREATE INDEX resource_client_label ON resource (client, label, cname);
-- The same by what ends first or last, and by what is newest.
CREATE INDEX resource_client_not_after ON resource (client, not_after);
CREATE INDEX resource_client_created ON resource (client, created);
-- Operators look at what fails now, over all clients, what ends first at the top; most do not fail.
CREATE INDEX resource_failing ON resource (not_after) WHERE failing = 1;
-- And at which of the CA's limits are full again last.
CREATE INDEX budget_full_at ON budget (full_at);
-- What a resource had before, newest first.
CREATE INDEX certificate_resource ON certificate (resource, not_before) WHERE resource IS NOT NULL;

-- Which of our keys a configuration is signed with at its revision, and the one that each PoP was last given: once the old
-- key is taken from the edges, what it signed is refused there. '': signed before this was kept, by a key nobody noted.
ALTER TABLE wanted ADD COLUMN keyid TEXT;
UPDATE wanted SET keyid = '' WHERE kind = 'config' AND body IS NOT NULL;
-- What another key signed is looked for every second, and counted: nearly always none of many.
CREATE INDEX wanted_keyid ON wanted (keyid) WHERE keyid IS NOT NULL;
ALTER TABLE receipt ADD COLUMN keyid TEXT;
UPDATE receipt SET keyid = '' WHERE kind = 'config'
  AND EXISTS (SELECT 1 FROM wanted WHERE wanted.host = receipt.host AND wanted.kind = 'config' AND wanted.body IS NOT NULL);
-- The same, PoP by PoP.
CREATE INDEX receipt_keyid ON receipt (pop, keyid) WHERE keyid IS NOT NULL;
-- The keys a PoP last said it accepts: an operator who changes one sees when all edges know both.
ALTER TABLE pop ADD COLUMN admin_keys TEXT;
ALTER TABLE pop ADD COLUMN thumbprints TEXT;

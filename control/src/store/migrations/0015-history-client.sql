-- Whose entry it is: what happened to a resource stays its client's to read when the resource is gone. Entries of resources
-- that were gone before belong to nobody.
ALTER TABLE history ADD COLUMN client INTEGER;
UPDATE history SET client = (SELECT resource.client FROM resource WHERE resource.id = history.resource);
-- What the chain seals of an entry: 1, all but its client, as entries from before this column have it; 2, all.
ALTER TABLE history ADD COLUMN form INTEGER NOT NULL DEFAULT 1;
-- A client's entries after a position: asked by every open event stream whenever anything happened.
CREATE INDEX history_client ON history (client, id) WHERE client IS NOT NULL;

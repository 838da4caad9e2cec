-- What an attempt asks of the CA besides its names. Attempts under way asked for the default.
ALTER TABLE attempt ADD COLUMN wish TEXT NOT NULL DEFAULT '{"keyType":"ecdsa","profile":null,"root":null}';

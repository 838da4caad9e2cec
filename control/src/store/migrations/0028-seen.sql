-- What a look at a certificate found, and since when it is the same: a handshake that keeps failing takes a rollout back.
ALTER TABLE observation ADD COLUMN seen TEXT;
ALTER TABLE observation ADD COLUMN since INTEGER;
-- Which shelf a PoP last said it has: another one holds nothing of what its receipts say.
ALTER TABLE pop ADD COLUMN shelf TEXT;

-- The key that a certificate's key was sealed to when a PoP gave its receipt: with another one it opens it no more. Null: the
-- PoP keeps no such thing on a shelf.
ALTER TABLE receipt ADD COLUMN sealed_to TEXT;
UPDATE receipt SET sealed_to = (
  SELECT json_extract(pop.seal_key, '$.x') || '.' || json_extract(pop.seal_key, '$.y')
  FROM pop WHERE pop.name = receipt.pop AND pop.shelf IS NOT NULL
) WHERE kind = 'certificate';

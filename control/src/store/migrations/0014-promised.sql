-- What open attempts may yet use of the CA's limits: taken when the CA issues, gone when the attempt ends otherwise.
CREATE TABLE promised (
  attempt TEXT NOT NULL, bucket TEXT NOT NULL, refill INTEGER NOT NULL, PRIMARY KEY (attempt, bucket)
) WITHOUT ROWID;
-- Asked with each order that is planned, and by the budget page: how many attempts share a bucket.
CREATE INDEX promised_bucket ON promised (bucket);

-- The oldest mail that waits is asked for at every look at the metrics; nearly all rows are done.
CREATE INDEX delivery_waiting_mail ON delivery (id) WHERE status = 'waiting' AND channel = 'mail';

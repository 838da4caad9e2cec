-- Until when browsers that visited a host over HTTPS refuse plain HTTP, and when we looked last. Asked by host alone.
CREATE TABLE hsts (host TEXT PRIMARY KEY, until INTEGER NOT NULL, looked INTEGER NOT NULL) WITHOUT ROWID;

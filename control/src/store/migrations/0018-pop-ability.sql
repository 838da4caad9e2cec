-- What each PoP says it can do. Apart from the PoP: it is told anew at every look, and read only for customers' answers.
CREATE TABLE pop_ability (
  pop TEXT PRIMARY KEY,
  -- JSON: the options it applies, and whether it can set a Host, tell countries and terminate TLS.
  abilities TEXT NOT NULL
) STRICT, WITHOUT ROWID;

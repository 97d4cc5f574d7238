CREATE TABLE customer (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
);

CREATE TABLE legacy_import (
  line INTEGER PRIMARY KEY,
  payload TEXT NOT NULL
);

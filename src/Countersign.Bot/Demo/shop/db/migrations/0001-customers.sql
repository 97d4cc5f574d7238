CREATE TABLE customer (
  id integer PRIMARY KEY,
  email text NOT NULL UNIQUE,
  name text NOT NULL,
  created_at date NOT NULL
);

CREATE TABLE legacy_import (
  line integer PRIMARY KEY,
  payload text NOT NULL
);

CREATE TABLE orders (placed timestamptz NOT NULL, paid timestamp with time zone);

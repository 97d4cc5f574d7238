-- What every row of the truth table starts from. `orders` is referred to by `items`; `notes` by nothing; `days` has a partition.
CREATE TABLE orders (id int PRIMARY KEY, total int, note varchar(10), placed timestamp NOT NULL DEFAULT '2026-01-01');
INSERT INTO orders VALUES (1, 10, 'one'), (2, 20, 'two');
CREATE TABLE items (id int PRIMARY KEY, order_id int CONSTRAINT items_order REFERENCES orders ON DELETE CASCADE);
INSERT INTO items VALUES (1, 1), (2, 1), (3, 2);
CREATE TABLE notes (id int, body text, day int);
CREATE INDEX notes_day ON notes (day);
INSERT INTO notes VALUES (1, 'a', 1), (2, 'b', 2);
CREATE TABLE log (what text);
CREATE TABLE days (day int NOT NULL, v int) PARTITION BY RANGE (day);
CREATE TABLE days_low PARTITION OF days FOR VALUES FROM (0) TO (10);
INSERT INTO days VALUES (1, 1);
CREATE TABLE loose (day int NOT NULL, v int);
INSERT INTO loose VALUES (11, 1);
CREATE SEQUENCE numbers;
CREATE VIEW early AS SELECT id, body FROM notes WHERE day < 10;
CREATE MATERIALIZED VIEW sums AS SELECT id, total FROM orders;
CREATE UNIQUE INDEX sums_id ON sums (id);
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE FUNCTION purge() RETURNS int LANGUAGE plpgsql AS $$ DECLARE n int; BEGIN DELETE FROM notes; GET DIAGNOSTICS n = ROW_COUNT; RETURN n; END $$;
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (TG_OP); RETURN NEW; END $$

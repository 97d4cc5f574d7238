ALTER TABLE orders ALTER id TYPE bigint;

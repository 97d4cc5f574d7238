-- countersign: no-transaction
CREATE INDEX CONCURRENTLY ON orders (at);

-- countersign: no-transaction
CREATE INDEX CONCURRENTLY by_status ON orders (status);

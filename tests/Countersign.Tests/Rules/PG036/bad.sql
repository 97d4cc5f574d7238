-- countersign: no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS by_status ON orders (status);

-- countersign: no-transaction
CREATE INDEX CONCURRENTLY orders_day ON orders (day);

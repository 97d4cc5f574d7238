-- base: shop
-- expect 3 statements
-- expect q1: CREATE INDEX
-- expect q1 creates: creates index orders_total
-- expect q1 scans: scans orders (building the index reads every row)
-- expect q1 undo: DROP INDEX "orders_total";
-- expect q2: CREATE INDEX
-- expect q2 creates: creates index customers_name
-- expect q2 scans: scans customers (building the index reads every row)
-- expect q2 undo: DROP INDEX "customers_name";
-- expect q3: CREATE INDEX
-- expect q3 creates: creates index orders_customer
-- expect q3 scans: scans orders (building the index reads every row)
-- expect q3 irreversible: index `orders_customer` exists already: the statement changes nothing, and undoing it would remove what was there
CREATE INDEX orders_total ON orders (total);
CREATE UNIQUE INDEX customers_name ON customers (lower(name)) WHERE email IS NOT NULL;
CREATE INDEX IF NOT EXISTS orders_customer ON orders (customer_id);

-- base: shop
-- expect 1 statements
-- expect q1: DROP TABLE
-- expect q1 drops: drops table orders
-- expect q1 destroys-data: destroys data of orders: drops it with all its rows
-- expect q1 drops: drops index orders_customer
-- expect q1 drops: drops trigger orders_audit
-- expect q1 irreversible: the rows of `orders` would be gone
DROP TABLE orders;

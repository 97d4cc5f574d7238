-- base: shop
-- expect 7 statements
-- expect q1: CREATE TABLE
-- expect q1 creates: creates table products
-- expect q1 undo: DROP TABLE "products";
-- expect q2: CREATE TABLE
-- expect q2 creates: creates table orders
-- expect q2 irreversible: table `orders` exists already: the statement changes nothing, and undoing it would remove what was there
-- expect q3: CREATE TABLE
-- expect q3 creates: creates table odd "name"
-- expect q3 undo: DROP TABLE "odd ""name""";
-- expect q4: CREATE TABLE
-- expect q4 creates: creates table prices
-- expect q4 undo: DROP TABLE "prices";
-- expect q5: CREATE TABLE
-- expect q5 creates: creates table old_orders
-- expect q5 writes-rows: inserts rows of old_orders
-- expect q5 reads: reads orders
-- expect q5 undo: DROP TABLE "old_orders";
-- expect q6: CREATE TABLE
-- expect q6 creates: creates table generated
-- expect q6 undo: DROP TABLE "generated";
-- expect q7: CREATE TABLE
-- expect q7 creates: creates table child
-- expect q7 undo: DROP TABLE "child";
CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS orders (id);
create table "odd ""name""" ([a b] text, `c` int, check ([a b] <> ';'));
CREATE TABLE main.prices (product INT PRIMARY KEY, price) WITHOUT ROWID;
CREATE TABLE old_orders AS SELECT * FROM orders WHERE total > 5;
CREATE TABLE generated (a INT, b INT GENERATED ALWAYS AS (a + 1) STORED);
CREATE TABLE child (id INTEGER PRIMARY KEY, p INT REFERENCES products (id) DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE IF NOT EXISTS orders (day date);
CREATE INDEX orders_day ON orders (day);

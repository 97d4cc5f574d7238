CREATE TABLE product (
  id INTEGER PRIMARY KEY,
  sku TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  price_cents INTEGER NOT NULL CHECK (price_cents >= 0)
);

CREATE TABLE customer_order (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  placed_at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open'
);

CREATE TABLE order_line (
  order_id INTEGER NOT NULL REFERENCES customer_order (id) ON DELETE CASCADE,
  product_id INTEGER NOT NULL REFERENCES product (id),
  quantity INTEGER NOT NULL,
  PRIMARY KEY (order_id, product_id)
);

CREATE INDEX customer_order_by_customer ON customer_order (customer_id, placed_at);

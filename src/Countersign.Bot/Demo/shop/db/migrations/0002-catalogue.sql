CREATE TABLE product (
  id integer PRIMARY KEY,
  sku text NOT NULL UNIQUE,
  title text NOT NULL,
  price_cents integer NOT NULL CHECK (price_cents >= 0)
);

CREATE TABLE customer_order (
  id integer PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES customer (id),
  placed_at date NOT NULL,
  state text NOT NULL DEFAULT 'open'
);

CREATE TABLE order_line (
  order_id integer NOT NULL REFERENCES customer_order (id) ON DELETE CASCADE,
  product_id integer NOT NULL REFERENCES product (id),
  quantity integer NOT NULL,
  PRIMARY KEY (order_id, product_id)
);

CREATE INDEX customer_order_by_customer ON customer_order (customer_id, placed_at);

CREATE TABLE refunds (
    order_id bigint PRIMARY KEY REFERENCES orders,
    amount numeric(12, 2) NOT NULL
);

INSERT INTO refunds SELECT id, refunded FROM orders;

ALTER TABLE orders DROP COLUMN refunded;

CREATE INDEX orders_placed_at ON orders (placed_at);

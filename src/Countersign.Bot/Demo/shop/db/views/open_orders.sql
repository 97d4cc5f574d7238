DROP VIEW IF EXISTS open_orders;

CREATE VIEW open_orders AS
SELECT o.id, c.name, o.placed_at
FROM customer_order AS o
JOIN customer AS c ON c.id = o.customer_id
WHERE o.state = 'open';

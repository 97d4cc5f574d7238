UPDATE orders SET total = 0;
WITH gone AS (DELETE FROM coupons RETURNING id) SELECT count(*) FROM gone;

ALTER TABLE orders ADD COLUMN new_id bigint;

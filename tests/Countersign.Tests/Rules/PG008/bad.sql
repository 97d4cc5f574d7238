ALTER TABLE orders RENAME COLUMN total TO amount;
ALTER TABLE coupons RENAME TO vouchers;

TRUNCATE orders, coupons;

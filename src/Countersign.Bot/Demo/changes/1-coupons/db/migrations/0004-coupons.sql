-- Coupons for the winter sale.
CREATE TABLE coupon (
  code TEXT PRIMARY KEY,
  percent INTEGER NOT NULL CHECK (percent BETWEEN 1 AND 90),
  valid_until TEXT NOT NULL
);

INSERT INTO coupon (code, percent, valid_until) VALUES ('WINTER', 15, '2027-02-28');

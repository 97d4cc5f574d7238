-- Coupons for the winter sale.
CREATE TABLE coupon (
  code text PRIMARY KEY,
  percent integer NOT NULL CHECK (percent BETWEEN 1 AND 90),
  valid_until date NOT NULL
);

INSERT INTO coupon (code, percent, valid_until) VALUES ('WINTER', 15, DATE '2027-02-28');

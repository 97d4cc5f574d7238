-- Prices that end in 98 were entered by mistake.
UPDATE product SET price_cents = price_cents + 1 WHERE price_cents % 100 = 98;

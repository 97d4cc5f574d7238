-- remove old rows
DELETE FROM customer WHERE old;

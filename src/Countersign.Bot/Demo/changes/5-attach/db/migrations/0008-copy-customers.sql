ATTACH DATABASE '/tmp/customers.db' AS elsewhere;

CREATE TABLE elsewhere.customer AS SELECT * FROM main.customer;

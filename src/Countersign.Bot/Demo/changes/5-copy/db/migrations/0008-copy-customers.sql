-- Only once, promised.
\copy customer TO '/tmp/customers.csv' WITH (FORMAT csv)

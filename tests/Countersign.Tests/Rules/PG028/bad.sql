CREATE TABLE orders (placed timestamp(3) without time zone NOT NULL, paid timestamp);

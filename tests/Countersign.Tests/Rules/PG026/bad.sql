CREATE TABLE orders (code char(8) NOT NULL);

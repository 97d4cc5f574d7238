CREATE TABLE orders (note character varying(80) NOT NULL);

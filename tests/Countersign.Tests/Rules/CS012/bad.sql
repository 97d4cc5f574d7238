CREATE TABLE café (id integer);

CREATE TABLE staging (id int);
DROP TABLE staging;

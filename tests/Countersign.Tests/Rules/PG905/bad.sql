SET search_path = archive;
DROP TABLE orders;

CREATE DOMAIN code AS text CHECK (length(value) = 8);

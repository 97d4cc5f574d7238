ALTER DOMAIN code ADD CONSTRAINT short CHECK (length(value) = 8);

CREATE TABLE orders (code text NOT NULL CHECK (length(code) = 8));

CREATE TABLE orders (note text NOT NULL CHECK (length(note) <= 80));

INSERT INTO note SELECT generate_series(1, 8);

-- expect refused SQ105 at 2:1: temporary objects shadow the names of real ones
CREATE TEMP TABLE orders (id);

-- expect refused SQ111 at 3:1: `?1` is a parameter, and nothing would give it a value
-- expect refused SQ111 at 4:1: `:name` is a parameter, and nothing would give it a value
SELECT ?1;
SELECT :name;

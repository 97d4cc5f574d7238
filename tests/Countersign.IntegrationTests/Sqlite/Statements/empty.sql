-- expect 0 statements
-- Only a comment.
/* And one that never ends

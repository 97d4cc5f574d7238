-- expect refused SQ102 at 2:1: `load_extension` reaches out of the file
SELECT load_extension('/tmp/evil.so');

PRAGMA writable_schema = on;

COMMENT ON DATABASE shop IS 'not used any more';

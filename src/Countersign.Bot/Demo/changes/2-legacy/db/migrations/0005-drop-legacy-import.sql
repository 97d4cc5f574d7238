-- The importer was switched off in spring; its table holds the raw lines.
DROP TABLE legacy_import;

CREATE INDEX product_by_title ON product (title);

-- countersign: no-transaction
DROP DATABASE shop;

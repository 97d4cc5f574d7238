-- countersign: no-transaction
ANALYZE;

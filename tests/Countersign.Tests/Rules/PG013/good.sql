-- countersign: no-transaction
DROP INDEX CONCURRENTLY orders_day;

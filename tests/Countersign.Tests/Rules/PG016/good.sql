-- countersign: no-transaction
REINDEX TABLE CONCURRENTLY orders;

-- countersign: no-transaction
VACUUM;

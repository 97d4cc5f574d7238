-- countersign: no-transaction
VACUUM orders;

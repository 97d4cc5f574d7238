-- countersign: no-transaction
ALTER DATABASE CURRENT SET TRUSTWORTHY OFF;

CREATE TABLE dbo.coupons (id int NOT NULL CONSTRAINT pk_coupons PRIMARY KEY);
EXECUTE sp_rename N'dbo.coupons', N'vouchers';

CREATE USER shop_apply WITHOUT LOGIN;
GO
CREATE USER shop_verify WITHOUT LOGIN;
GO
CREATE TABLE dbo.customer (
    id int NOT NULL CONSTRAINT pk_customer PRIMARY KEY,
    mail nvarchar(200) NOT NULL CONSTRAINT uq_customer UNIQUE,
    joined datetime2(3) NOT NULL CONSTRAINT df_joined DEFAULT SYSUTCDATETIME()
);
GO
CREATE TABLE dbo.orders (
    id int IDENTITY NOT NULL CONSTRAINT pk_orders PRIMARY KEY,
    customer int NOT NULL CONSTRAINT fk_customer REFERENCES dbo.customer,
    total decimal(10, 2) NOT NULL CONSTRAINT ck_total CHECK (total >= 0)
);
GO
CREATE INDEX ix_customer ON dbo.orders (customer) INCLUDE (total);
GO
CREATE VIEW dbo.large AS SELECT id, total FROM dbo.orders WHERE total > 1000;
GO
CREATE PROCEDURE dbo.close_order @id int AS DELETE FROM dbo.orders WHERE id = @id;
GO
GRANT SELECT ON dbo.orders TO shop_apply;
GO

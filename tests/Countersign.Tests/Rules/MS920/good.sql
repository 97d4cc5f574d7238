CREATE TABLE dbo.orders (
    id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY,
    code varchar(50) NULL
);
GO
CREATE VIEW dbo.open_orders AS SELECT id FROM dbo.orders;

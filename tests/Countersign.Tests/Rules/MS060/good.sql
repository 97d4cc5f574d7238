CREATE TABLE dbo.orders (
    id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY,
    code varchar(50) NULL
);
-- the change:
CREATE TABLE dbo.orders (
    id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY,
    code varchar(50) NULL,
    note nvarchar(200) NULL
);

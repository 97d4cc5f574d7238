CREATE TABLE dbo.rates (id int NOT NULL CONSTRAINT pk_rates PRIMARY KEY, rate decimal(9, 6), price decimal(19, 4));

CREATE TABLE dbo.rates (id int NOT NULL CONSTRAINT pk_rates PRIMARY KEY, rate float, price money);

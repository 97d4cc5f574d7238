CREATE TABLE dbo.notes (id int NOT NULL CONSTRAINT pk_notes PRIMARY KEY, body text);

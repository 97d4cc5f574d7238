CREATE TABLE countersignatures (id INTEGER PRIMARY KEY);

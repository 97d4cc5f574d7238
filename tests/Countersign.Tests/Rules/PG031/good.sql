CREATE TABLE statuses (status text PRIMARY KEY);

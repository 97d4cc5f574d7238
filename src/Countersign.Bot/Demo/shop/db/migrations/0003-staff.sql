CREATE TABLE staff_permission (
  login TEXT NOT NULL,
  permission TEXT NOT NULL,
  PRIMARY KEY (login, permission)
);

CREATE TABLE staff_permission (
  login text NOT NULL,
  permission text NOT NULL,
  PRIMARY KEY (login, permission)
);

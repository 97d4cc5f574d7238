INSERT INTO staff_permission (login, permission) VALUES ('jo', 'refund');

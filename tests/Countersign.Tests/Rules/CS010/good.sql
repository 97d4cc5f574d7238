UPDATE account SET role = 'user' WHERE id = 7;

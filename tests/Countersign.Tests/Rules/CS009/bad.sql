INSERT INTO note VALUES
  (0, 'a row among very many'),
  (1, 'a row among very many'),
  (2, 'a row among very many'),
  (3, 'a row among very many'),
  (4, 'a row among very many'),
  (5, 'a row among very many'),
  (6, 'a row among very many');

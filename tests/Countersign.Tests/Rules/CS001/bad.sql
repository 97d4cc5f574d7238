INSERT INTO note VALUES ('À§');

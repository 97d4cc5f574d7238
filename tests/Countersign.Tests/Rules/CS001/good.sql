INSERT INTO note VALUES ('größer');

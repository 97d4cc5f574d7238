ATTACH 'archive.db' AS archive;

DELETE FROM [Countersign] . marker WHERE part = 0;

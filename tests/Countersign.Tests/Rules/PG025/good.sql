TRUNCATE orders, items;

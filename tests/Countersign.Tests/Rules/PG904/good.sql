DROP TABLE old_orders;

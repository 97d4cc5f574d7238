UPDATE dbo.orders SET total = 0 WHERE status = 'void';
COMMIT;

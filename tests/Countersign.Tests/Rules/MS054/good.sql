BEGIN TRY
    UPDATE dbo.orders SET total = 0 WHERE status = 'void';
END TRY
BEGIN CATCH
    THROW;
END CATCH;

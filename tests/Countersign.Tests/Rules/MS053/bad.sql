CREATE PROCEDURE dbo.sp_close_order AS RETURN;

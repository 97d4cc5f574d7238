BACKUP DATABASE shop TO DISK = 'shop.bak';

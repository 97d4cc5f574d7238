INSERT INTO blobs VALUES (x'00ff');

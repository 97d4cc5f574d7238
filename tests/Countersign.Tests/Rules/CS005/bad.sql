SELECT 'harmless [2K';

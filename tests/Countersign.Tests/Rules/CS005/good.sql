SELECT	'harmless';

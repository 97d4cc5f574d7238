-- What a target showed of a unit that nobody can tell the outcome of: the person who resolves it needs it.

alter table deployment_units add column evidence text;   -- JSON object, name to value

-- What a person found out about a unit that no probe could decide.

alter table deployment_units add column resolution text;   -- JSON object: isApplied, by, because, at

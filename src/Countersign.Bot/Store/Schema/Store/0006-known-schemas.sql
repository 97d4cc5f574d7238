-- The schema that a database was left with: what differs from it was changed by somebody else.

create table known_schemas (
  server          text primary key,        -- identity of the server and database
  schema          blob not null,           -- see SchemaDocument
  because         text not null,           -- how it is known; safe to show
  expected        text not null default '[]',  -- JSON: fingerprints that units of a deployment under way leave
  acceptance      text,                    -- JSON: a person's word on another schema, until the ledger has it
  accepted        blob,                    -- that schema
  changed_at      text not null
) strict, without rowid;

-- How a landed plan was rehearsed before any of it was applied; see RehearsalDocument.
create table rehearsals (
  repository      integer not null,
  number          integer not null,
  target          text not null,
  chain           text not null,      -- after the plan's last statement
  document        blob not null,
  kept_at         text not null,
  primary key (repository, number, target, chain)
) strict;

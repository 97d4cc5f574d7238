-- A plan can be shown, be replaced by another of the same commit (the target changed) and be shown again. Which one a review
-- saw is told by the time, so the second showing is a row of its own.
create table plans_new (
  id              integer primary key,
  repository      integer not null,
  number          integer not null,
  head            text not null,
  base_ref        text not null,
  digest          text not null,
  policy          text not null,
  statements      text not null,      -- JSON, see PlanDocument
  recorded_at     text not null
) strict;
insert into plans_new select id, repository, number, head, base_ref, digest, policy, statements, recorded_at from plans;
drop table plans;
alter table plans_new rename to plans;
create index plans_of_change on plans (repository, number, head, base_ref);

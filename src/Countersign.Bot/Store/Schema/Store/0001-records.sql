-- What the bot remembers between two runs of a workflow. All of it can be lost without anything unsigned being run:
-- sign-offs are read from the forge, and what was executed is in the ledger and in the targets' marker rows.

create table repositories (
  id              integer primary key,
  full_name       text not null,
  installation_id integer,
  suspended       text,               -- why; null while enrolled
  seen_at         text not null
) strict;

create table changes (
  repository      integer not null,
  number          integer not null,
  comment_id      integer,            -- null while the answer of the first write is not known
  comment_digest  text,
  check_commit    text,
  check_digest    text,
  is_settled      integer not null default 0,
  primary key (repository, number)
) strict, without rowid;

create table forge_deployments (
  repository      integer not null,
  number          integer not null,
  environment     text not null,
  forge_id        integer not null,
  said            text not null,
  primary key (repository, number, environment)
) strict, without rowid;

create table plans (
  id              integer primary key,
  repository      integer not null,
  number          integer not null,
  head            text not null,
  base_ref        text not null,
  digest          text not null,
  policy          text not null,
  statements      text not null,      -- JSON, see PlanDocument
  recorded_at     text not null,
  unique (repository, number, head, base_ref, digest, policy)
) strict;

create table review_evidence (
  repository      integer not null,
  number          integer not null,
  review_id       integer not null,
  head            text not null,
  base_ref        text not null,
  received_at     text not null,
  primary key (repository, review_id)
) strict, without rowid;

create index review_evidence_by_change on review_evidence (repository, number);

create table contributors (
  repository      integer not null,
  number          integer not null,
  user_id         integer not null,
  login           text not null,
  is_bot          integer not null,
  primary key (repository, number, user_id)
) strict, without rowid;

create table noted (
  repository      integer not null,
  number          integer not null,
  what            text not null,      -- e.g. plan/DIGEST
  primary key (repository, number, what)
) strict, without rowid;

create table answered_commands (
  repository      integer not null,
  number          integer not null,
  comment_id      integer not null,
  primary key (repository, number, comment_id)
) strict, without rowid;

create table deployments (
  id              integer primary key,
  repository      integer not null,
  number          integer not null,
  target          text not null,
  merge_commit    text not null,
  plan            text not null,
  state           text not null check (state in ('queued', 'applying', 'done', 'failed', 'frozen')),
  because         text,
  queued_at       text not null,
  changed_at      text not null,
  unique (repository, number, target, merge_commit, plan)
) strict;

create index deployments_by_state on deployments (state) where state in ('queued', 'applying', 'frozen');

create table deployment_units (
  deployment      integer not null references deployments (id),
  sequence        integer not null,
  token           text not null,
  fence           integer not null,
  outcome         text check (outcome in ('committed', 'already-applied', 'not-committed', 'indeterminate')),
  because         text,
  statement       integer,            -- number of the statement that the target refused
  code            text,
  may_retry       integer not null default 0,
  milliseconds    integer,
  primary key (deployment, sequence, token)
) strict, without rowid;

create table target_locks (
  target          text primary key,
  holder          text,               -- null while free
  fence           integer not null,
  until           text not null
) strict, without rowid;

create table fences (last integer not null) strict;
insert into fences (last) values (0);

create table enrolments (
  repository      integer not null,
  target          text not null,
  identity        text not null,      -- JSON object, name to value
  enrolled_at     text not null,
  primary key (repository, target)
) strict, without rowid;

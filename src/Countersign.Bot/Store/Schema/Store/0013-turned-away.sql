-- Changes that found a target's lock taken: whoever gives it back wakes them.
create table turned_away (
  target          text not null,
  repository      integer not null,
  number          integer not null,
  primary key (target, repository, number)
) strict, without rowid;

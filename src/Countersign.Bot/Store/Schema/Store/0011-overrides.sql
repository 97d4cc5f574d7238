-- Overrides (INV-21): who was told, and what is still to be looked at. What an override says is read from the forge each time.
create table overrides (
  repository      integer not null,
  number          integer not null,
  request         integer not null,   -- id of the comment that asked for it
  plan            text not null,
  announced_at    text not null,      -- the alert channel has taken the news
  used_at         text,               -- a deployment was begun on it
  reviewed_at     text,               -- the sign-offs that it went without were given since
  primary key (repository, number, request)
) strict;

-- Every webhook message that was authenticated, exactly as it came. A row is there before the forge gets its 2xx.

create table deliveries (
  id          integer primary key autoincrement,   -- never used again, because jobs carry it
  forge       text not null,
  delivery    text not null,                       -- the forge's id; the same for a redelivery
  event       text not null,
  headers     text not null,                       -- JSON object
  received_at text not null,
  state       text not null default 'received' check (state in ('received', 'completed', 'failed')),
  attempts    integer not null default 0,
  reason      text,                                -- of the last failure; safe to show
  changed_at  text not null,
  unique (forge, delivery)
) strict;

create index deliveries_unfinished on deliveries (id) where state <> 'completed';
create index deliveries_completed on deliveries (changed_at) where state = 'completed';

-- Apart from the state, so that a change of state does not rewrite the body.
create table bodies (
  id          integer primary key references deliveries (id) on delete cascade,
  body        blob not null
) strict;

-- What is asked for and who is at it, for all processes: never two at once for one change request, however many replicas there are.

create table work (
  subject         text primary key,           -- change/REPOSITORY/NUMBER, group/DELIVERY or sweep
  asked           integer not null default 0, -- sum of the roles that are asked for work: 2 review, 4 execute
  scheduled       integer not null default 0, -- those of them that a job is queued for
  scheduled_until text,                       -- from then on those jobs count as lost
  retry_at        text,                       -- not before, after a failure
  attempts        integer not null default 0, -- failures in a row
  running         integer not null default 0, -- the role that is at it
  holder          text,                       -- the process that is
  until           text                        -- from then on that process counts as dead
) strict, without rowid;

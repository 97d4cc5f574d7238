-- Commands that took a sign-off back, as they were first heard. A comment can be edited and deleted, also by others than
-- its author; that must not bring the sign-off to life again.

create table heard_revocations (
    repository integer not null,
    number     integer not null,
    comment_id integer not null,
    author     integer not null,
    login      text    not null,
    line       text    not null,   -- the command itself, without what follows it
    created_at text    not null,
    primary key (repository, number, comment_id, line)
) strict;

-- Which work a message asks for, once it was read: several processes share the inbox, and the one that reads a message need not be
-- the one that does the work.
alter table deliveries add column asks_for text;   -- e.g. change/REPOSITORY/NUMBER
create index deliveries_asking on deliveries (asks_for) where state <> 'completed';

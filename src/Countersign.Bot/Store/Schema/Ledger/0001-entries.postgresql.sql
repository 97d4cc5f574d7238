-- The ledger: one signed fact a row, exactly as it was made. Rows are added at the end, and nothing else ever happens.

create table entries (
  sequence    bigint primary key,
  kind        text not null,
  envelope    bytea not null,
  leaf        text not null,          -- SHA-256(0x00 || envelope), hex
  reference   text                    -- what may be recorded once only; null for what may be repeated
);

create unique index entries_by_reference on entries (reference) where reference is not null;

create index entries_by_kind on entries (kind, sequence);

-- Not a defence against who owns the table, who can drop these; that is what checkpoints are for. It is one against us.
create function entries_are_added_at_the_end() returns trigger language plpgsql as $$
begin
  if new.sequence <> coalesce((select max(sequence) + 1 from countersign_ledger.entries), 0) then
    raise exception 'entries are added at the end of the ledger only';
  end if;
  return new;
end $$;

create function entries_stay() returns trigger language plpgsql as $$
begin
  raise exception 'entries of the ledger never change and are never removed';
end $$;

create trigger entries_are_added_at_the_end before insert on entries for each row execute function entries_are_added_at_the_end();
create trigger entries_never_change before update on entries for each row execute function entries_stay();
create trigger entries_never_go before delete on entries for each row execute function entries_stay();
create trigger entries_are_never_cut before truncate on entries for each statement execute function entries_stay();

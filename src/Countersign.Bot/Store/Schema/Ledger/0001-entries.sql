-- The ledger: one signed fact a row, exactly as it was made. Rows are added at the end, and nothing else ever happens.

create table entries (
  sequence    integer primary key,
  kind        text not null,
  envelope    blob not null,
  leaf        text not null,          -- SHA-256(0x00 || envelope), hex
  reference   text                    -- what may be recorded once only; null for what may be repeated
) strict;

create unique index entries_by_reference on entries (reference) where reference is not null;

create index entries_by_kind on entries (kind, sequence);

-- Not a defence against who owns the file, who can drop these; that is what checkpoints are for. It is one against us.
create trigger entries_are_added_at_the_end before insert on entries
when new.sequence <> coalesce((select max(sequence) + 1 from entries), 0)
begin
  select raise(abort, 'entries are added at the end of the ledger only');
end;

create trigger entries_never_change before update on entries
begin
  select raise(abort, 'entries of the ledger never change');
end;

create trigger entries_never_go before delete on entries
begin
  select raise(abort, 'entries of the ledger are never removed');
end;

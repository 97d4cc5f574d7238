CREATE TABEL orders (id bigint);

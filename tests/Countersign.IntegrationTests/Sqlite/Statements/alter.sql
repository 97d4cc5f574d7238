-- base: shop
-- expect 14 statements
-- expect q1: ALTER TABLE
-- expect q1 alters: alters orders: adds column currency
-- expect q1 undo: ALTER TABLE "orders" DROP COLUMN "currency";
-- expect q2: ALTER TABLE
-- expect q2 alters: alters orders: adds column discount
-- expect q2 scans: scans orders (its rows are checked against the new column's constraints)
-- expect q2 undo: ALTER TABLE "orders" DROP COLUMN "discount";
-- expect q3: ALTER TABLE
-- expect q3 alters: alters customers: adds column referrer
-- expect q3 undo: ALTER TABLE "customers" DROP COLUMN "referrer";
-- expect q4: ALTER TABLE
-- expect q4 alters: alters customers: adds column phone
-- expect q4 scans: scans customers (its rows are checked against the new column's constraints)
-- expect q4 undo: ALTER TABLE "customers" DROP COLUMN "phone";
-- expect q5: ALTER TABLE
-- expect q5 alters: alters orders: renames column note to remark
-- expect q5 undo: ALTER TABLE "orders" RENAME COLUMN "remark" TO "note";
-- expect q6: ALTER TABLE
-- expect q6 alters: alters orders: renames column customer_id to customer
-- expect q6 undo: ALTER TABLE "orders" RENAME COLUMN "customer" TO "customer_id";
-- expect q7: ALTER TABLE
-- expect q7 alters: alters legacy: renames it to old legacy
-- expect q7 creates: creates table (by renaming) old legacy
-- expect q7 undo: ALTER TABLE "old legacy" RENAME TO "legacy";
-- expect q8: ALTER TABLE
-- expect q8 alters: alters old legacy: drops column a
-- expect q8 destroys-data: destroys data of old legacy: drops column a
-- expect q8 rewrites: rewrites old legacy (every row is written again without the column)
-- expect q8 irreversible: the values of `old legacy.a` would be gone
-- expect q9: ALTER TABLE
-- expect q9 alters: alters old legacy: drops column b
-- expect q9 destroys-data: destroys data of old legacy: drops column b
-- expect q9 rewrites: rewrites old legacy (every row is written again without the column)
-- expect q9 irreversible: the values of `old legacy.b` would be gone
-- expect q10: ALTER TABLE
-- expect q10 alters: alters customers: makes column email not null
-- expect q10 scans: scans customers (every row is checked)
-- expect q10 undo: ALTER TABLE "customers" ALTER COLUMN "email" DROP NOT NULL;
-- expect q11: ALTER TABLE
-- expect q11 alters: alters customers: lets column email be null
-- expect q11 irreversible: nulls may come in before the constraint is restored
-- expect q12: ALTER TABLE
-- expect q12 alters: alters customers: adds constraint named
-- expect q12 scans: scans customers (every row is checked)
-- expect q12 undo: ALTER TABLE "customers" DROP CONSTRAINT "named";
-- expect q13: ALTER TABLE
-- expect q13 alters: alters customers: adds a constraint without a name
-- expect q13 scans: scans customers (every row is checked)
-- expect q13 irreversible: a constraint without a name cannot be dropped; give it one
-- expect q14: ALTER TABLE
-- expect q14 alters: alters customers: drops constraint named
-- expect q14 irreversible: rows that violate `named` may come in before it is restored
ALTER TABLE orders ADD COLUMN currency TEXT NOT NULL DEFAULT 'EUR';
ALTER TABLE orders ADD discount INT CHECK (discount >= 0);
ALTER TABLE customers ADD COLUMN referrer INT REFERENCES customers (id);
ALTER TABLE customers ADD COLUMN phone TEXT NOT NULL;
ALTER TABLE orders RENAME COLUMN note TO remark;
ALTER TABLE orders RENAME customer_id TO customer;
ALTER TABLE legacy RENAME TO "old legacy";
ALTER TABLE "old legacy" DROP COLUMN a;
ALTER TABLE "old legacy" DROP b;
ALTER TABLE main.customers ALTER COLUMN email SET NOT NULL;
ALTER TABLE customers ALTER email DROP NOT NULL;
ALTER TABLE customers ADD CONSTRAINT named CHECK (name <> '');
ALTER TABLE customers ADD CHECK (name <> 'x');
ALTER TABLE customers DROP CONSTRAINT named;

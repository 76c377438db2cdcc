-- no-transaction
-- Where a purchase's deliveries stand is all that a delivery changes of it: a narrow table of its own, with two indexes in
-- place of the six of the purchase.
CREATE TABLE IF NOT EXISTS "pack_due" (
	"merchant_id" text NOT NULL,
	"purchase_id" text NOT NULL,
	"pack_id" text NOT NULL,
	"next_cycle" integer DEFAULT 1 NOT NULL,
	"next_due_at" timestamp (3) with time zone,
	"try_at" timestamp (3) with time zone,
	"waits_for" text,
	CONSTRAINT "pack_due_merchant_id_purchase_id_pk" PRIMARY KEY("merchant_id","purchase_id"),
	CONSTRAINT "pack_due_merchant_id_purchase_id_pack_purchase_merchant_id_id_fk" FOREIGN KEY ("merchant_id","purchase_id") REFERENCES "public"."pack_purchase"("merchant_id","id") ON DELETE no action ON UPDATE no action,
	CONSTRAINT "pack_due_cycle" CHECK ("pack_due"."next_cycle" >= 1),
	CONSTRAINT "pack_due_tried" CHECK (("pack_due"."next_due_at" is null) = ("pack_due"."try_at" is null))
);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_due_next" ON "pack_due" USING btree ("try_at","merchant_id","pack_id") WHERE try_at is not null;
--> statement-breakpoint
-- The code of before keeps it in columns of the purchase, which nobody reads from here on; while it is at work, what it
-- writes there is written here too. Columns, their index, this function and its triggers go with the next release.
create or replace function follow_pack_purchase() returns trigger language plpgsql as $$
begin
  insert into pack_due as d (merchant_id, purchase_id, pack_id, next_cycle, next_due_at, try_at, waits_for)
  values (new.merchant_id, new.id, new.pack_id, new.next_cycle, new.next_due_at, new.try_at, new.waits_for)
  on conflict (merchant_id, purchase_id) do update set next_cycle = greatest(d.next_cycle, excluded.next_cycle),
    next_due_at = excluded.next_due_at, try_at = excluded.try_at, waits_for = excluded.waits_for
    -- What stands further on was delivered by the code of now; refunded, it is over wherever it stands.
    where d.next_cycle <= excluded.next_cycle or excluded.try_at is null;
  return null;
end $$;
--> statement-breakpoint
create or replace trigger pack_purchase_begun after insert on pack_purchase
  for each row when (new.try_at is not null) execute function follow_pack_purchase();
--> statement-breakpoint
create or replace trigger pack_purchase_moved after update of next_cycle, next_due_at, try_at, waits_for on pack_purchase
  for each row when (new.started_on is not null) execute function follow_pack_purchase();
--> statement-breakpoint
-- What stands in the columns now; what changes meanwhile is written by the triggers.
insert into pack_due (merchant_id, purchase_id, pack_id, next_cycle, next_due_at, try_at, waits_for)
select merchant_id, id, pack_id, next_cycle, next_due_at, try_at, waits_for from pack_purchase where started_on is not null
on conflict do nothing;
--> statement-breakpoint
-- safe: the code of now leaves the columns alone, and the oracle of deliveries asks the same of the new table.
ALTER TABLE "pack_purchase" DROP CONSTRAINT IF EXISTS "pack_purchase_cycles";
--> statement-breakpoint
-- safe: as the one above.
ALTER TABLE "pack_purchase" DROP CONSTRAINT IF EXISTS "pack_purchase_due";

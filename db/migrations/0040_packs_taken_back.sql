-- no-transaction
ALTER TABLE "pack_gift" ADD COLUMN IF NOT EXISTS "withdrawn_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "pack_gift" ADD COLUMN IF NOT EXISTS "withdrawn_from" text;
--> statement-breakpoint
ALTER TABLE "pack_purchase" ADD COLUMN IF NOT EXISTS "ended_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "pack_purchase" ADD COLUMN IF NOT EXISTS "end_reason" text;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "pack_due_waiting" ON "pack_due" USING btree ("merchant_id","pack_id","waits_for") WHERE waits_for is not null;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "pack_due_put_off" ON "pack_due" USING btree ("next_due_at") WHERE try_at > next_due_at;
--> statement-breakpoint
-- What is there keeps these: it is looked through without holding anybody up.
do $$ begin
  if not exists (select from pg_constraint where conname = 'pack_gift_stands') then
    ALTER TABLE "pack_gift" ADD CONSTRAINT "pack_gift_stands" CHECK (num_nonnulls("pack_gift"."phone", "pack_gift"."member_id", "pack_gift"."withdrawn_at") = 1 and ("pack_gift"."member_id" is null) = ("pack_gift"."delivered_at" is null)
        and ("pack_gift"."withdrawn_at" is null) = ("pack_gift"."withdrawn_from" is null)) NOT VALID;
  end if;
  if not exists (select from pg_constraint where conname = 'pack_purchase_ended') then
    ALTER TABLE "pack_purchase" ADD CONSTRAINT "pack_purchase_ended" CHECK (("pack_purchase"."ended_at" is null) = ("pack_purchase"."end_reason" is null) and ("pack_purchase"."ended_at" is null or "pack_purchase"."started_on" is not null)) NOT VALID;
  end if;
end $$;
--> statement-breakpoint
ALTER TABLE "pack_gift" VALIDATE CONSTRAINT "pack_gift_stands";
--> statement-breakpoint
ALTER TABLE "pack_purchase" VALIDATE CONSTRAINT "pack_purchase_ended";
--> statement-breakpoint
-- safe: the one above takes its place, and what the code of before writes satisfies both.
ALTER TABLE "pack_gift" DROP CONSTRAINT IF EXISTS "pack_gift_waits";

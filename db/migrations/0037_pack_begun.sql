-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "payment_by_pack" ON "payment" USING btree ("merchant_id","purchase_id","id") WHERE purchase_id is not null;
--> statement-breakpoint
-- What is there keeps it: it is looked through without holding anybody up.
do $$ begin
  if not exists (select from pg_constraint where conname = 'pack_purchase_begun') then
    ALTER TABLE "pack_purchase" ADD CONSTRAINT "pack_purchase_begun" CHECK (("pack_purchase"."status" in ('paid', 'given', 'refunded')) = ("pack_purchase"."started_on" is not null)) NOT VALID;
  end if;
end $$;
--> statement-breakpoint
ALTER TABLE "pack_purchase" VALIDATE CONSTRAINT "pack_purchase_begun";

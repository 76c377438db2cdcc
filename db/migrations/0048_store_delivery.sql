-- no-transaction
ALTER TABLE "store" ADD COLUMN IF NOT EXISTS "delivery_minor" bigint;
--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN IF NOT EXISTS "delivery_address" text;
--> statement-breakpoint
-- What is there keeps it: it is looked through without holding anybody up.
do $$ begin
  if not exists (select from pg_constraint where conname = 'store_delivery') then
    ALTER TABLE "store" ADD CONSTRAINT "store_delivery" CHECK ("store"."delivery_minor" between 0 and 1000000000000) NOT VALID;
  end if;
end $$;
--> statement-breakpoint
ALTER TABLE "store" VALIDATE CONSTRAINT "store_delivery";

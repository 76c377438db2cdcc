-- no-transaction
ALTER TABLE "payment_refund" ADD COLUMN IF NOT EXISTS "failed_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "payment_refund" ADD COLUMN IF NOT EXISTS "settled_by" text;
--> statement-breakpoint
-- What is there keeps it: it is looked through without holding anybody up.
do $$ begin
  if not exists (select from pg_constraint where conname = 'payment_refund_by_hand') then
    ALTER TABLE "payment_refund" ADD CONSTRAINT "payment_refund_by_hand" CHECK ("payment_refund"."settled_by" is null or "payment_refund"."status" = 'done') NOT VALID;
  end if;
end $$;
--> statement-breakpoint
ALTER TABLE "payment_refund" VALIDATE CONSTRAINT "payment_refund_by_hand";

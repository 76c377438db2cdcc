ALTER TABLE "payment_refund" ADD COLUMN IF NOT EXISTS "asked_at" timestamp (3) with time zone;--> statement-breakpoint
-- 0050 has it as well; a database that ran 0050 before it had comes to it here.
ALTER TABLE "payment_refund" ADD COLUMN IF NOT EXISTS "missing_since" timestamp (3) with time zone;

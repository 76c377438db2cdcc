ALTER TABLE "payment_refund" ADD COLUMN IF NOT EXISTS "missing_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "payment_refund" ADD COLUMN IF NOT EXISTS "settled_how" text;
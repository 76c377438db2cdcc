-- no-transaction
CREATE TABLE IF NOT EXISTS "voucher_expiry" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"id" text NOT NULL,
	CONSTRAINT "voucher_expiry_one" CHECK ("voucher_expiry"."one")
);
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "voucher_ending" ON "voucher" USING btree ("valid_until","id") WHERE status = 'available' and valid_until is not null;

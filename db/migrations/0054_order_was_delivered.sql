-- no-transaction
ALTER TABLE "order" ADD COLUMN IF NOT EXISTS "was_delivered" boolean;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "order_delivered" ON "order" USING btree ("merchant_id","id") WHERE delivery_address is not null or delivery_minor > 0 or was_delivered is true;

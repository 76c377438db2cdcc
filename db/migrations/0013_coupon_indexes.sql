-- no-transaction
-- Both tables are in use while these are built: nobody waits for them.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "coupon_day_of_coupon" ON "coupon_day" USING btree ("merchant_id","coupon_id","day");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "voucher_settled" ON "voucher" USING btree ("merchant_id","coupon_id","status","issued_at","id") WHERE status <> 'available';

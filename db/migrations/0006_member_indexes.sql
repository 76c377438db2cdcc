-- no-transaction
-- Members are in use while these are built: nobody waits for them.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "member_by_first_order" ON "member" USING btree ("merchant_id","first_paid_at","registered_at");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "member_blocked" ON "member" USING btree ("merchant_id","registered_at","id") WHERE blocked_at is not null;

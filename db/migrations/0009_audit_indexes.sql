-- no-transaction
-- The audit log is the largest table and every claim writes a line into it. Lines of members are outside of these
-- indexes, so a claim evaluates the condition and writes nothing.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_by_staff" ON "audit_entry" USING btree ("merchant_id","id") WHERE actor_type in ('staff', 'api_key', 'system');
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_by_actor" ON "audit_entry" USING btree ("merchant_id","actor_id","id") WHERE actor_type in ('staff', 'api_key', 'system');
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_by_action" ON "audit_entry" USING btree ("merchant_id","action","id") WHERE actor_type in ('staff', 'api_key', 'system');
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "store_code" ON "store" USING btree ("merchant_id","code") WHERE code <> '';

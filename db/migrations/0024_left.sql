-- no-transaction
-- Counting birthdays reads this index alone: who was erased, which every list leaves out, is left out of it already.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "member_birthdays" ON "member" USING btree ("merchant_id",extract(month from "birthday"),"birthday") WHERE erased_at is null;
--> statement-breakpoint
-- safe: the one above answers all that this one did.
DROP INDEX CONCURRENTLY IF EXISTS "member_by_birth_month";

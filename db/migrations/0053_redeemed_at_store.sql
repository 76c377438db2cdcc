-- no-transaction
-- What was used at a store's desk: only those events that name a store stand in it, so that an order's write none.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "voucher_event_at_store" ON "voucher_event" USING btree ("merchant_id",(cause ->> 'storeId'),"at") WHERE kind = 'redeemed' and (cause ->> 'storeId') is not null;

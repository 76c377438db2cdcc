-- no-transaction
-- Orders are placed and paid while it is built: nobody waits for it.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "order_with_coupons" ON "order" USING btree ("merchant_id","paid_at","store_id","currency","paid_minor","refunded_minor","discount_minor","delivery_discount_minor") WHERE discount_minor + delivery_discount_minor > 0 and status in ('paid', 'completed', 'partly_refunded');

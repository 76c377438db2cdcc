-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "voucher_given" ON "voucher" USING btree ("merchant_id","issued_to","coupon_id") WHERE issued_to is not null;

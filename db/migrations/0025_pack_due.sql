-- no-transaction
-- What is due at one moment of one pack is one key, so that a delivery costs the index next to nothing. The code of before
-- finds its purchases by this one as well, and sorts what it finds.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "pack_purchase_due" ON "pack_purchase" USING btree ("try_at","merchant_id","pack_id") WHERE try_at is not null;
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "pack_purchase_to_deliver";
--> statement-breakpoint
-- What somebody bought stays as it is: looked at where a statement names one of these columns, and not at each delivery.
create or replace trigger pack_purchase_kept before update of pack_id, contents_version, member_id, channel, order_id, gift_id,
  quantity, currency, price_minor, auto_refund, time_zone, cycles, placed_at on pack_purchase
  for each row execute function keep_pack_purchase();

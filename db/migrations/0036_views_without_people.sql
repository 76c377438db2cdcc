-- Lists that are searched by whom keep no words in their views: they are somebody's name or phone, and outlive their
-- erasure (I-28). A few hundred rows a merchant at most; a view keeps its filters, order and columns.
UPDATE "saved_view" SET "state" = jsonb_set("state", '{q}', '""')
WHERE "list" IN ('coupon-records', 'pack-purchases', 'pack-orders', 'pack-gifts', 'pack-coupons', 'participants', 'members', 'orders')
  AND "state" ->> 'q' <> '';

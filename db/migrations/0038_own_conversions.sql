ALTER TABLE "link_conversion" ADD COLUMN "is_own" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "link_conversion" ADD COLUMN "refunded_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "link_conversion" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "link_day" ADD COLUMN "own_claims" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "link_day" ADD COLUMN "own_orders" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- What was owed before: whether it is of the activity that its link leads to.
UPDATE "link_conversion" c SET "is_own" = true
FROM "link" l, "voucher" v, "participation" p
WHERE c."kind" = 'claim' AND (l."merchant_id", l."id") = (c."merchant_id", c."link_id") AND l."target_type" = 'activity'
  AND (v."merchant_id", v."id") = (c."merchant_id", c."subject_id") AND v."source" = 'prize'
  AND (p."merchant_id", p."id") = (v."merchant_id", v."source_id") AND p."activity_id" = l."target_id";--> statement-breakpoint
UPDATE "link_conversion" c SET "is_own" = true
FROM "link" l, "order_voucher" ov, "voucher" v, "participation" p
WHERE c."kind" = 'order' AND (l."merchant_id", l."id") = (c."merchant_id", c."link_id") AND l."target_type" = 'activity'
  AND (ov."merchant_id", ov."order_id") = (c."merchant_id", c."subject_id")
  AND (v."merchant_id", v."id") = (ov."merchant_id", ov."voucher_id") AND v."source" = 'prize'
  AND (p."merchant_id", p."id") = (v."merchant_id", v."source_id") AND p."activity_id" = l."target_id";--> statement-breakpoint
UPDATE "link_day" d SET "own_claims" = own.claims, "own_orders" = own.orders
FROM (
  SELECT "merchant_id", "link_id", "day", count(*) FILTER (WHERE "kind" = 'claim') AS claims,
    count(*) FILTER (WHERE "kind" = 'order') AS orders
  FROM "link_conversion" WHERE "is_own" GROUP BY 1, 2, 3
) own
WHERE (d."merchant_id", d."link_id", d."day") = (own."merchant_id", own."link_id", own."day");

-- no-transaction
CREATE TABLE IF NOT EXISTS "link_claimer" (
	"merchant_id" text NOT NULL,
	"link_id" text NOT NULL,
	"member_id" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "link_claimer_merchant_id_link_id_member_id_pk" PRIMARY KEY("merchant_id","link_id","member_id")
);
--> statement-breakpoint
do $$ begin
  if not exists (select from pg_constraint where conname = 'link_claimer_merchant_id_link_id_link_merchant_id_id_fk') then
    ALTER TABLE "link_claimer" ADD CONSTRAINT "link_claimer_merchant_id_link_id_link_merchant_id_id_fk" FOREIGN KEY ("merchant_id","link_id") REFERENCES "public"."link"("merchant_id","id") ON DELETE no action ON UPDATE no action;
  end if;
end $$;
--> statement-breakpoint
ALTER TABLE "link_day" ADD COLUMN IF NOT EXISTS "claimers" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- What is there keeps it: it is looked through without holding anybody up.
do $$ begin
  if not exists (select from pg_constraint where conname = 'link_day_claimers') then
    ALTER TABLE "link_day" ADD CONSTRAINT "link_day_claimers" CHECK ("link_day"."claimers" >= 0) NOT VALID;
  end if;
end $$;
--> statement-breakpoint
ALTER TABLE "link_day" VALIDATE CONSTRAINT "link_day_claimers";
--> statement-breakpoint
-- Who claimed before counts on the day of their first visit that is still known, else of their first claim.
INSERT INTO "link_claimer" ("merchant_id", "link_id", "member_id", "day")
SELECT c.merchant_id, c.link_id, c.member_id, coalesce(min(v.at at time zone m.time_zone)::date, min(c.day))
FROM "link_conversion" c JOIN "merchant" m ON m.id = c.merchant_id
LEFT JOIN "member_visit" v ON (v.merchant_id, v.member_id, v.link_id) = (c.merchant_id, c.member_id, c.link_id)
WHERE c.kind = 'claim' GROUP BY 1, 2, 3
ON CONFLICT DO NOTHING;
--> statement-breakpoint
-- safe: one statement by itself over the days of links that somebody claimed by, in the order that everybody locks them in; done twice it says the same.
INSERT INTO "link_day" AS d ("merchant_id", "link_id", "day", "claimers")
SELECT merchant_id, link_id, day, count(*) FROM "link_claimer" GROUP BY 1, 2, 3 ORDER BY 2, 3
ON CONFLICT (merchant_id, link_id, day) DO UPDATE SET claimers = excluded.claimers;

CREATE TABLE "clock_rollup" (
	"merchant_id" text NOT NULL,
	"time_zone" text NOT NULL,
	"through" date NOT NULL,
	CONSTRAINT "clock_rollup_merchant_id_time_zone_pk" PRIMARY KEY("merchant_id","time_zone")
);
--> statement-breakpoint
CREATE TABLE "coupon_clock_day" (
	"merchant_id" text NOT NULL,
	"time_zone" text NOT NULL,
	"coupon_id" text NOT NULL,
	"day" date NOT NULL,
	"claimed" bigint NOT NULL,
	"used" bigint NOT NULL,
	CONSTRAINT "coupon_clock_day_merchant_id_time_zone_day_coupon_id_pk" PRIMARY KEY("merchant_id","time_zone","day","coupon_id"),
	CONSTRAINT "coupon_clock_day_counts" CHECK ("coupon_clock_day"."claimed" >= 0 and "coupon_clock_day"."used" >= 0 and "coupon_clock_day"."claimed" + "coupon_clock_day"."used" > 0)
);
--> statement-breakpoint
ALTER TABLE "coupon" ADD COLUMN "tags" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entry" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "clock_rollup" ADD CONSTRAINT "clock_rollup_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_clock_day" ADD CONSTRAINT "coupon_clock_day_merchant_id_coupon_id_coupon_merchant_id_id_fk" FOREIGN KEY ("merchant_id","coupon_id") REFERENCES "public"."coupon"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "coupon_clock_day_of_coupon" ON "coupon_clock_day" USING btree ("merchant_id","coupon_id","time_zone","day");--> statement-breakpoint
-- safe: a table of some thousand rows; while it is built only changes of coupons wait, and no claim.
CREATE INDEX "coupon_tagged" ON "coupon" USING btree ("merchant_id") WHERE tags <> '{}';
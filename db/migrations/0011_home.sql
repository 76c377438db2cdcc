CREATE TABLE "coupon_day" (
	"merchant_id" text NOT NULL,
	"coupon_id" text NOT NULL,
	"day" date NOT NULL,
	"claimed" bigint NOT NULL,
	"used" bigint NOT NULL,
	CONSTRAINT "coupon_day_merchant_id_day_coupon_id_pk" PRIMARY KEY("merchant_id","day","coupon_id"),
	CONSTRAINT "coupon_day_counts" CHECK ("coupon_day"."claimed" >= 0 and "coupon_day"."used" >= 0 and "coupon_day"."claimed" + "coupon_day"."used" > 0)
);
--> statement-breakpoint
CREATE TABLE "day_rollup" (
	"merchant_id" text PRIMARY KEY NOT NULL,
	"through" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sample_thing" (
	"merchant_id" text NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	CONSTRAINT "sample_thing_merchant_id_kind_id_pk" PRIMARY KEY("merchant_id","kind","id")
);
--> statement-breakpoint
ALTER TABLE "coupon_day" ADD CONSTRAINT "coupon_day_merchant_id_coupon_id_coupon_merchant_id_id_fk" FOREIGN KEY ("merchant_id","coupon_id") REFERENCES "public"."coupon"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_rollup" ADD CONSTRAINT "day_rollup_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample_thing" ADD CONSTRAINT "sample_thing_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;
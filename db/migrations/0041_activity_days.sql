CREATE TABLE "activity_day" (
	"merchant_id" text NOT NULL,
	"activity_id" text NOT NULL,
	"day" date NOT NULL,
	"channel" text NOT NULL,
	"participants" bigint NOT NULL,
	"issued" bigint NOT NULL,
	"used" bigint NOT NULL,
	CONSTRAINT "activity_day_merchant_id_activity_id_day_channel_pk" PRIMARY KEY("merchant_id","activity_id","day","channel"),
	CONSTRAINT "activity_day_counts" CHECK ("activity_day"."participants" >= 0 and "activity_day"."issued" >= 0 and "activity_day"."used" >= 0)
);
--> statement-breakpoint
CREATE TABLE "activity_order" (
	"merchant_id" text NOT NULL,
	"activity_id" text NOT NULL,
	"order_id" text NOT NULL,
	"day" date NOT NULL,
	"channel" text NOT NULL,
	"currency" text NOT NULL,
	"sales_minor" bigint NOT NULL,
	"orders" bigint NOT NULL,
	CONSTRAINT "activity_order_merchant_id_order_id_activity_id_pk" PRIMARY KEY("merchant_id","order_id","activity_id"),
	CONSTRAINT "activity_order_counts" CHECK ("activity_order"."sales_minor" >= 0 and "activity_order"."orders" between 0 and 1)
);
--> statement-breakpoint
CREATE TABLE "activity_rollup" (
	"merchant_id" text PRIMARY KEY NOT NULL,
	"through" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "activity_view" ADD COLUMN "visitors" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "activity_view" ADD COLUMN "seen" text;--> statement-breakpoint
ALTER TABLE "activity_day" ADD CONSTRAINT "activity_day_merchant_id_activity_id_activity_merchant_id_id_fk" FOREIGN KEY ("merchant_id","activity_id") REFERENCES "public"."activity"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_order" ADD CONSTRAINT "activity_order_merchant_id_activity_id_activity_merchant_id_id_fk" FOREIGN KEY ("merchant_id","activity_id") REFERENCES "public"."activity"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_rollup" ADD CONSTRAINT "activity_rollup_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_day_by_day" ON "activity_day" USING btree ("merchant_id","day");--> statement-breakpoint
CREATE INDEX "activity_order_by_day" ON "activity_order" USING btree ("merchant_id","activity_id","day","currency","channel","sales_minor","orders");
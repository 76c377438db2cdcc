CREATE TABLE "coupon_template" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"coupon" jsonb NOT NULL,
	"store_ids" text[],
	"used" integer DEFAULT 0 NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "coupon_template_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "coupon_template_used" CHECK ("coupon_template"."used" >= 0),
	CONSTRAINT "coupon_template_size" CHECK (octet_length("coupon_template"."coupon"::text) <= 65536)
);
--> statement-breakpoint
CREATE TABLE "giving_row" (
	"merchant_id" text NOT NULL,
	"giving_id" text NOT NULL,
	"line" integer NOT NULL,
	"member_id" text,
	"value" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"at" timestamp (3) with time zone,
	CONSTRAINT "giving_row_merchant_id_giving_id_line_pk" PRIMARY KEY("merchant_id","giving_id","line"),
	CONSTRAINT "giving_row_reason" CHECK (("giving_row"."reason" is not null) = ("giving_row"."status" = 'refused')),
	CONSTRAINT "giving_row_member_known" CHECK ("giving_row"."member_id" is not null or "giving_row"."status" = 'refused')
);
--> statement-breakpoint
CREATE TABLE "giving" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"coupon_id" text NOT NULL,
	"quantity" integer NOT NULL,
	"source" text NOT NULL,
	"audience" jsonb,
	"complete" boolean NOT NULL,
	"read_job_id" text,
	"job_id" text,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "giving_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "giving_quantity" CHECK ("giving"."quantity" between 1 and 100),
	CONSTRAINT "giving_audience" CHECK (("giving"."source" = 'audience') = ("giving"."audience" is not null))
);
--> statement-breakpoint
ALTER TABLE "coupon_template" ADD CONSTRAINT "coupon_template_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "giving_row" ADD CONSTRAINT "giving_row_merchant_id_giving_id_giving_merchant_id_id_fk" FOREIGN KEY ("merchant_id","giving_id") REFERENCES "public"."giving"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "giving_row" ADD CONSTRAINT "giving_row_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "public"."member"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "giving" ADD CONSTRAINT "giving_merchant_id_coupon_id_coupon_merchant_id_id_fk" FOREIGN KEY ("merchant_id","coupon_id") REFERENCES "public"."coupon"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "coupon_template_name" ON "coupon_template" USING btree ("merchant_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "giving_row_member" ON "giving_row" USING btree ("merchant_id","giving_id","member_id");--> statement-breakpoint
CREATE INDEX "giving_row_by_status" ON "giving_row" USING btree ("merchant_id","giving_id","status","line");--> statement-breakpoint
CREATE INDEX "giving_by_coupon" ON "giving" USING btree ("merchant_id","coupon_id","id");--> statement-breakpoint
CREATE INDEX "giving_by_age" ON "giving" USING btree ("created_at");

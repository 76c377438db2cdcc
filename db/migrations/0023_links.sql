-- no-transaction
-- Foreign keys stand in the tables, which nobody has yet: merchants and members are locked one after the other, for a moment.
CREATE TABLE IF NOT EXISTS "link_channel" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"colour" text NOT NULL,
	"utm_source" text DEFAULT '' NOT NULL,
	"utm_medium" text DEFAULT '' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "link_channel_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "link_channel_colour" CHECK ("link_channel"."colour" ~ '^#[0-9a-f]{6}$'),
	CONSTRAINT "link_channel_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "link" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"slug" text NOT NULL,
	"target_type" text NOT NULL,
	"target_id" text DEFAULT '' NOT NULL,
	"channel" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"utm" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "link_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "link_slug" UNIQUE("slug"),
	CONSTRAINT "link_target" CHECK (("link"."target_id" = '') = ("link"."target_type" in ('home', 'menu'))),
	CONSTRAINT "link_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "link_conversion" (
	"merchant_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"link_id" text NOT NULL,
	"member_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "link_conversion_merchant_id_kind_subject_id_pk" PRIMARY KEY("merchant_id","kind","subject_id"),
	CONSTRAINT "link_conversion_merchant_id_link_id_link_merchant_id_id_fk" FOREIGN KEY ("merchant_id","link_id") REFERENCES "public"."link"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "link_day" (
	"merchant_id" text NOT NULL,
	"link_id" text NOT NULL,
	"day" date NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"visitors" bigint DEFAULT 0 NOT NULL,
	"claims" bigint DEFAULT 0 NOT NULL,
	"orders" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "link_day_merchant_id_link_id_day_pk" PRIMARY KEY("merchant_id","link_id","day"),
	CONSTRAINT "link_day_counts" CHECK ("link_day"."clicks" >= 0 and "link_day"."visitors" between 0 and "link_day"."clicks" and "link_day"."claims" >= 0 and "link_day"."orders" >= 0),
	CONSTRAINT "link_day_merchant_id_link_id_link_merchant_id_id_fk" FOREIGN KEY ("merchant_id","link_id") REFERENCES "public"."link"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "link_sale" (
	"merchant_id" text NOT NULL,
	"link_id" text NOT NULL,
	"day" date NOT NULL,
	"currency" text NOT NULL,
	"sales_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	CONSTRAINT "link_sale_merchant_id_link_id_day_currency_pk" PRIMARY KEY("merchant_id","link_id","day","currency"),
	CONSTRAINT "link_sale_merchant_id_link_id_link_merchant_id_id_fk" FOREIGN KEY ("merchant_id","link_id") REFERENCES "public"."link"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "link_source" (
	"merchant_id" text NOT NULL,
	"link_id" text NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"clicks" bigint NOT NULL,
	CONSTRAINT "link_source_merchant_id_link_id_day_kind_value_pk" PRIMARY KEY("merchant_id","link_id","day","kind","value"),
	CONSTRAINT "link_source_merchant_id_link_id_link_merchant_id_id_fk" FOREIGN KEY ("merchant_id","link_id") REFERENCES "public"."link"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "link_visitor" (
	"merchant_id" text NOT NULL,
	"link_id" text NOT NULL,
	"visitor" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "link_visitor_merchant_id_link_id_visitor_pk" PRIMARY KEY("merchant_id","link_id","visitor")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "member_visit" (
	"merchant_id" text NOT NULL,
	"member_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"link_id" text NOT NULL,
	CONSTRAINT "member_visit_merchant_id_member_id_at_link_id_pk" PRIMARY KEY("merchant_id","member_id","at","link_id"),
	CONSTRAINT "member_visit_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "public"."member"("merchant_id","id"),
	CONSTRAINT "member_visit_merchant_id_link_id_link_merchant_id_id_fk" FOREIGN KEY ("merchant_id","link_id") REFERENCES "public"."link"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "promote_preference" (
	"merchant_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"choice" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "promote_preference_merchant_id_staff_id_pk" PRIMARY KEY("merchant_id","staff_id"),
	CONSTRAINT "promote_preference_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "link_channel_code" ON "link_channel" USING btree ("merchant_id","code");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "link_conversion_of_link" ON "link_conversion" USING btree ("merchant_id","link_id","kind","day");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "link_visitor_by_day" ON "link_visitor" USING btree ("day");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "link_by_creation" ON "link" USING btree ("merchant_id","created_at","id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "link_by_target" ON "link" USING btree ("merchant_id","target_type","target_id","created_at");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "member_visit_by_age" ON "member_visit" USING btree ("at");

CREATE TABLE "placement" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"link_id" text NOT NULL,
	"slot" text NOT NULL,
	"form" text NOT NULL,
	"store_id" text,
	"title" text DEFAULT '' NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"button" text DEFAULT '' NOT NULL,
	"translations" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"image" jsonb,
	"audience" jsonb NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"position" smallint DEFAULT 1 NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"created_by" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "placement_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "placement_window" CHECK ("placement"."ends_at" is null or "placement"."starts_at" < "placement"."ends_at"),
	CONSTRAINT "placement_position" CHECK ("placement"."position" between 1 and 99),
	CONSTRAINT "placement_store" CHECK ("placement"."store_id" is null or "placement"."slot" in ('menu', 'checkout'))
);
--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_merchant_id_link_id_link_merchant_id_id_fk" FOREIGN KEY ("merchant_id","link_id") REFERENCES "public"."link"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_merchant_id_store_id_store_merchant_id_id_fk" FOREIGN KEY ("merchant_id","store_id") REFERENCES "public"."store"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "placement_by_slot" ON "placement" USING btree ("merchant_id","slot",coalesce(ends_at, 'infinity'::timestamptz)) WHERE disabled_at is null;--> statement-breakpoint
CREATE INDEX "placement_by_creation" ON "placement" USING btree ("merchant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "placement_by_link" ON "placement" USING btree ("merchant_id","link_id");
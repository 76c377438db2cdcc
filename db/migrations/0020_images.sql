-- no-transaction
-- Each column is added by itself, in a moment, so that no table waits while another is held.
CREATE TABLE IF NOT EXISTS "image" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"bytes" integer NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"stored_at" timestamp (3) with time zone,
	"held_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "image_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "image_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id"),
	CONSTRAINT "image_size" CHECK ("image"."bytes" > 0 and "image"."width" > 0 and "image"."height" > 0),
	CONSTRAINT "image_removed" CHECK ("image"."removed_at" is null or "image"."held_at" is null)
);
--> statement-breakpoint
ALTER TABLE "activity" ADD COLUMN IF NOT EXISTS "share_image" jsonb;--> statement-breakpoint
ALTER TABLE "activity" ADD COLUMN IF NOT EXISTS "hero_image" jsonb;--> statement-breakpoint
ALTER TABLE "coupon_terms" ADD COLUMN IF NOT EXISTS "image" jsonb;--> statement-breakpoint
ALTER TABLE "merchant" ADD COLUMN IF NOT EXISTS "logo" jsonb;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "image_unheld" ON "image" USING btree ("created_at") WHERE held_at is null;

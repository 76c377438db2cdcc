CREATE TABLE "media_file" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"type" text,
	"width" integer,
	"height" integer,
	"bytes" integer NOT NULL,
	"parts" text[] DEFAULT '{}'::text[] NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"stored_at" timestamp (3) with time zone,
	"held_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "media_file_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "media_file_bytes" CHECK ("media_file"."bytes" > 0),
	CONSTRAINT "media_file_whole" CHECK ("media_file"."stored_at" is null or "media_file"."type" is not null),
	CONSTRAINT "media_file_removed" CHECK ("media_file"."removed_at" is null or "media_file"."held_at" is null)
);
--> statement-breakpoint
ALTER TABLE "media_file" ADD CONSTRAINT "media_file_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "media_file_unheld" ON "media_file" USING btree ("created_at") WHERE held_at is null;
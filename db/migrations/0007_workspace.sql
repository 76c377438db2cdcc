CREATE TABLE "draft" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"staff_id" text NOT NULL,
	"kind" text NOT NULL,
	"variant" text DEFAULT '' NOT NULL,
	"title" text NOT NULL,
	"sealed" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "draft_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "draft_size" CHECK (octet_length("draft"."sealed") <= 131072)
);
--> statement-breakpoint
CREATE TABLE "list_preference" (
	"merchant_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"list" text NOT NULL,
	"columns" text[],
	"default_view" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "list_preference_merchant_id_staff_id_list_pk" PRIMARY KEY("merchant_id","staff_id","list")
);
--> statement-breakpoint
CREATE TABLE "saved_view" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"list" text NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"state" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_view_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "saved_view_size" CHECK (octet_length("saved_view"."state"::text) <= 16384)
);
--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_preference" ADD CONSTRAINT "list_preference_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_preference" ADD CONSTRAINT "list_preference_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_owner_id_staff_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "draft_by_person" ON "draft" USING btree ("merchant_id","staff_id","kind","updated_at");--> statement-breakpoint
CREATE INDEX "draft_by_age" ON "draft" USING btree ("updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_view_name" ON "saved_view" USING btree ("merchant_id","list","owner_id","name");
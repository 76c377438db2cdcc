-- no-transaction
-- Statement by statement: each names other tables that are in use, and holds them for as long as it takes to say so.
CREATE TABLE IF NOT EXISTS "activity_page" (
	"merchant_id" text NOT NULL,
	"activity_id" text NOT NULL,
	"draft" integer NOT NULL,
	"live" integer,
	"scheduled" integer,
	"scheduled_for" timestamp (3) with time zone,
	"scheduled_by" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "activity_page_merchant_id_activity_id_pk" PRIMARY KEY("merchant_id","activity_id"),
	CONSTRAINT "activity_page_draft" CHECK ("activity_page"."draft" >= 0),
	CONSTRAINT "activity_page_live" CHECK ("activity_page"."live" between 1 and "activity_page"."draft"),
	CONSTRAINT "activity_page_scheduled" CHECK ("activity_page"."scheduled" between 1 and "activity_page"."draft"),
	CONSTRAINT "activity_page_schedule" CHECK (("activity_page"."scheduled" is null) = ("activity_page"."scheduled_for" is null)),
	CONSTRAINT "activity_page_merchant_id_activity_id_activity_merchant_id_id_fk" FOREIGN KEY ("merchant_id","activity_id") REFERENCES "activity"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "activity_page_version" (
	"merchant_id" text NOT NULL,
	"activity_id" text NOT NULL,
	"number" integer NOT NULL,
	"page" jsonb NOT NULL,
	"restored_from" integer,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "activity_page_version_merchant_id_activity_id_number_pk" PRIMARY KEY("merchant_id","activity_id","number"),
	CONSTRAINT "activity_page_version_number" CHECK ("activity_page_version"."number" >= 1),
	CONSTRAINT "activity_page_version_merchant_id_activity_id_activity_page_merchant_id_activity_id_fk" FOREIGN KEY ("merchant_id","activity_id") REFERENCES "activity_page"("merchant_id","activity_id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "activity_page_publication" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"activity_id" text NOT NULL,
	"number" integer,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text,
	CONSTRAINT "activity_page_publication_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "activity_page_publication_merchant_id_activity_id_number_activity_page_version_merchant_id_activity_id_number_fk" FOREIGN KEY ("merchant_id","activity_id","number") REFERENCES "activity_page_version"("merchant_id","activity_id","number")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "page_template" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"page" jsonb NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "page_template_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "page_template_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id")
);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "activity_page_publication_by_activity" ON "activity_page_publication" USING btree ("merchant_id","activity_id","at","id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "activity_page_due" ON "activity_page" USING btree ("scheduled_for") WHERE scheduled_for is not null;
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "page_template_by_creation" ON "page_template" USING btree ("merchant_id","created_at","id");

CREATE TABLE "activity_page_editor" (
	"merchant_id" text NOT NULL,
	"activity_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"tab" text NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "activity_page_editor_merchant_id_activity_id_pk" PRIMARY KEY("merchant_id","activity_id")
);
--> statement-breakpoint
ALTER TABLE "activity_page_editor" ADD CONSTRAINT "activity_page_editor_merchant_id_activity_id_activity_merchant_id_id_fk" FOREIGN KEY ("merchant_id","activity_id") REFERENCES "public"."activity"("merchant_id","id") ON DELETE no action ON UPDATE no action;
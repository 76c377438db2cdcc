CREATE TABLE "activity_page_note" (
	"merchant_id" text NOT NULL,
	"activity_id" text NOT NULL,
	"number" integer NOT NULL,
	"note" text NOT NULL,
	"by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "activity_page_note_merchant_id_activity_id_number_pk" PRIMARY KEY("merchant_id","activity_id","number")
);
--> statement-breakpoint
ALTER TABLE "activity_page_note" ADD CONSTRAINT "activity_page_note_merchant_id_activity_id_activity_page_merchant_id_activity_id_fk" FOREIGN KEY ("merchant_id","activity_id") REFERENCES "public"."activity_page"("merchant_id","activity_id") ON DELETE no action ON UPDATE no action;
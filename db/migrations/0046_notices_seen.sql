CREATE TABLE "notice_seen" (
	"merchant_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"store_id" text NOT NULL,
	"seen_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notice_seen_merchant_id_staff_id_store_id_pk" PRIMARY KEY("merchant_id","staff_id","store_id")
);
--> statement-breakpoint
ALTER TABLE "notice_seen" ADD CONSTRAINT "notice_seen_staff_fk" FOREIGN KEY ("merchant_id","staff_id") REFERENCES "public"."staff_role"("merchant_id","staff_id") ON DELETE cascade ON UPDATE no action;
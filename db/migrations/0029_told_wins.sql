CREATE TABLE "told_win" (
	"merchant_id" text NOT NULL,
	"participation_id" text NOT NULL,
	"activity_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "told_win_merchant_id_participation_id_pk" PRIMARY KEY("merchant_id","participation_id")
);
--> statement-breakpoint
ALTER TABLE "told_win" ADD CONSTRAINT "told_win_merchant_id_participation_id_participation_merchant_id_id_fk" FOREIGN KEY ("merchant_id","participation_id") REFERENCES "public"."participation"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "told_win_by_activity" ON "told_win" USING btree ("merchant_id","activity_id","at","participation_id");
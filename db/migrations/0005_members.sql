CREATE TABLE "erased_phone" (
	"merchant_id" text NOT NULL,
	"phone_hash" text NOT NULL,
	"erased_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "erased_phone_merchant_id_phone_hash_pk" PRIMARY KEY("merchant_id","phone_hash")
);
--> statement-breakpoint
CREATE TABLE "member_remark" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"member_id" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_remark_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
ALTER TABLE "card_plan" ADD COLUMN "description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "card_plan" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "card_plan" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "card_plan" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "member_group" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "member_group" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "member" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tag" ADD COLUMN "colour" text DEFAULT 'grey' NOT NULL;--> statement-breakpoint
ALTER TABLE "tier" ADD COLUMN "threshold_minor" bigint;--> statement-breakpoint
ALTER TABLE "tier" ADD COLUMN "benefits" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "tier" ADD COLUMN "colour" text DEFAULT 'grey' NOT NULL;--> statement-breakpoint
ALTER TABLE "erased_phone" ADD CONSTRAINT "erased_phone_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_remark" ADD CONSTRAINT "member_remark_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "public"."member"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "member_remark_by_member" ON "member_remark" USING btree ("merchant_id","member_id","id");

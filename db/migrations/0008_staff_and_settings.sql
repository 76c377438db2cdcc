CREATE TABLE "mail" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "mail_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "access_request" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"staff_id" text NOT NULL,
	"capability" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"closed_by" text,
	CONSTRAINT "access_request_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "password_reset" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "staff_recovery_code" (
	"staff_id" text NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "staff_recovery_code_staff_id_code_hash_pk" PRIMARY KEY("staff_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "staff_invite" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"store_ids" text[] NOT NULL,
	"serial" text NOT NULL,
	"invited_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"accepted_by" text,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "staff_invite_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "staff_totp" (
	"staff_id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"last_step" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "merchant" ADD COLUMN "brand_colour" text;
--> statement-breakpoint
ALTER TABLE "merchant" ADD COLUMN "require_two_factor" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
-- Merchants of before are reminded of it; those to come have to have it.
ALTER TABLE "merchant" ALTER COLUMN "require_two_factor" SET DEFAULT true;
--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "preferences" jsonb DEFAULT '{}'::jsonb NOT NULL;
--> statement-breakpoint
ALTER TABLE "staff_role" ADD COLUMN "deactivated_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "staff_role" ADD COLUMN "last_seen_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "staff_session" ADD COLUMN "last_seen_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "store" ADD COLUMN "code" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "store" ADD COLUMN "city" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "store" ADD COLUMN "hours" jsonb DEFAULT '[]'::jsonb NOT NULL;
--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_staff_fk" FOREIGN KEY ("merchant_id","staff_id") REFERENCES "public"."staff_role"("merchant_id","staff_id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "staff_recovery_code" ADD CONSTRAINT "staff_recovery_code_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "staff_invite" ADD CONSTRAINT "staff_invite_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "staff_totp" ADD CONSTRAINT "staff_totp_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "mail_by_age" ON "mail" USING btree ("created_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "access_request_open" ON "access_request" USING btree ("merchant_id","staff_id","capability") WHERE closed_at is null;
--> statement-breakpoint
CREATE INDEX "password_reset_by_staff" ON "password_reset" USING btree ("staff_id");
--> statement-breakpoint
CREATE INDEX "password_reset_by_age" ON "password_reset" USING btree ("created_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "staff_invite_id" ON "staff_invite" USING btree ("id");
--> statement-breakpoint
CREATE UNIQUE INDEX "staff_invite_open" ON "staff_invite" USING btree ("merchant_id","email") WHERE accepted_at is null and revoked_at is null;
--> statement-breakpoint
-- safe: the column is new and null in every row, so there is nothing to read through
ALTER TABLE "merchant" ADD CONSTRAINT "merchant_brand_colour" CHECK ("merchant"."brand_colour" ~ '^#[0-9a-f]{6}$');

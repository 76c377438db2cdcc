CREATE TABLE "shared_code" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"coupon_id" text NOT NULL,
	"code" text NOT NULL,
	"key" text NOT NULL,
	"quantity" bigint,
	"claimed" bigint DEFAULT 0 NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shared_code_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "shared_code_claimed" CHECK ("shared_code"."claimed" >= 0 and ("shared_code"."quantity" is null or "shared_code"."claimed" <= "shared_code"."quantity"))
);
--> statement-breakpoint
ALTER TABLE "shared_code" ADD CONSTRAINT "shared_code_merchant_id_coupon_id_coupon_merchant_id_id_fk" FOREIGN KEY ("merchant_id","coupon_id") REFERENCES "public"."coupon"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "shared_code_key" ON "shared_code" USING btree ("merchant_id","key") WHERE retired_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "shared_code_of_coupon" ON "shared_code" USING btree ("merchant_id","coupon_id") WHERE retired_at is null;--> statement-breakpoint
CREATE INDEX "shared_code_by_coupon" ON "shared_code" USING btree ("merchant_id","coupon_id","id");
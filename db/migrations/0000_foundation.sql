CREATE TABLE "activity" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"code" text NOT NULL,
	"slug" text NOT NULL,
	"time_zone" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"rules_text" text DEFAULT '' NOT NULL,
	"rules" jsonb NOT NULL,
	"audience" jsonb NOT NULL,
	"per_member" integer,
	"per_member_per_day" integer,
	"share_allowed" boolean DEFAULT true NOT NULL,
	"share_title" text DEFAULT '' NOT NULL,
	"share_subtitle" text DEFAULT '' NOT NULL,
	"published_at" timestamp (3) with time zone,
	"paused_at" timestamp (3) with time zone,
	"archived_at" timestamp (3) with time zone,
	"created_by" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "activity_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "activity_slug" UNIQUE("slug"),
	CONSTRAINT "activity_period" CHECK ("activity"."starts_at" < "activity"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "activity_quota" (
	"merchant_id" text NOT NULL,
	"member_id" text NOT NULL,
	"activity_id" text NOT NULL,
	"participations" integer NOT NULL,
	"day" date NOT NULL,
	"participations_today" integer NOT NULL,
	"wins" jsonb NOT NULL,
	CONSTRAINT "activity_quota_merchant_id_member_id_activity_id_pk" PRIMARY KEY("merchant_id","member_id","activity_id"),
	CONSTRAINT "activity_quota_counts" CHECK ("activity_quota"."participations_today" between 0 and "activity_quota"."participations")
);
--> statement-breakpoint
CREATE TABLE "activity_slug_history" (
	"slug" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"activity_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "activity_stock" (
	"merchant_id" text NOT NULL,
	"activity_id" text NOT NULL,
	"shard" smallint NOT NULL,
	"total" bigint,
	"participations" bigint DEFAULT 0 NOT NULL,
	"participants" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "activity_stock_merchant_id_activity_id_shard_pk" PRIMARY KEY("merchant_id","activity_id","shard"),
	CONSTRAINT "activity_stock_total" CHECK ("activity_stock"."participations" >= 0 and ("activity_stock"."total" is null or "activity_stock"."participations" <= "activity_stock"."total")),
	CONSTRAINT "activity_stock_participants" CHECK ("activity_stock"."participants" between 0 and "activity_stock"."participations"),
	CONSTRAINT "activity_stock_shard" CHECK ("activity_stock"."shard" between 0 and 15 and ("activity_stock"."total" is null or "activity_stock"."shard" = 0))
);
--> statement-breakpoint
CREATE TABLE "activity_view" (
	"merchant_id" text NOT NULL,
	"activity_id" text NOT NULL,
	"day" date NOT NULL,
	"views" bigint NOT NULL,
	CONSTRAINT "activity_view_merchant_id_activity_id_day_pk" PRIMARY KEY("merchant_id","activity_id","day")
);
--> statement-breakpoint
CREATE TABLE "participation" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"activity_id" text NOT NULL,
	"pool_id" text NOT NULL,
	"member_id" text NOT NULL,
	"request_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "participation_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "participation_request" UNIQUE("merchant_id","member_id","activity_id","request_id")
);
--> statement-breakpoint
CREATE TABLE "prize_pool" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"activity_id" text NOT NULL,
	"position" smallint NOT NULL,
	"password_hash" text NOT NULL,
	"password_cipher" text NOT NULL,
	"inventory" bigint NOT NULL,
	"issued" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "prize_pool_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "prize_pool_password" UNIQUE("merchant_id","activity_id","password_hash"),
	CONSTRAINT "prize_pool_position" UNIQUE("merchant_id","activity_id","position"),
	CONSTRAINT "prize_pool_of_activity" UNIQUE("merchant_id","activity_id","id"),
	CONSTRAINT "prize_pool_issued" CHECK ("prize_pool"."issued" between 0 and "prize_pool"."inventory"),
	CONSTRAINT "prize_pool_position_range" CHECK (abs("prize_pool"."position") between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "prize" (
	"merchant_id" text NOT NULL,
	"pool_id" text NOT NULL,
	"position" smallint NOT NULL,
	"coupon_id" text NOT NULL,
	"quantity" smallint NOT NULL,
	CONSTRAINT "prize_merchant_id_pool_id_coupon_id_pk" PRIMARY KEY("merchant_id","pool_id","coupon_id"),
	CONSTRAINT "prize_quantity" CHECK ("prize"."quantity" between 1 and 99)
);
--> statement-breakpoint
CREATE TABLE "category" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "category_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "product_category" (
	"merchant_id" text NOT NULL,
	"product_id" text NOT NULL,
	"category_id" text NOT NULL,
	CONSTRAINT "product_category_merchant_id_product_id_category_id_pk" PRIMARY KEY("merchant_id","product_id","category_id")
);
--> statement-breakpoint
CREATE TABLE "product_price" (
	"merchant_id" text NOT NULL,
	"product_id" text NOT NULL,
	"currency" text NOT NULL,
	"price_minor" bigint NOT NULL,
	CONSTRAINT "product_price_merchant_id_product_id_currency_pk" PRIMARY KEY("merchant_id","product_id","currency"),
	CONSTRAINT "product_price_range" CHECK ("product_price"."price_minor" between 0 and 1000000000000)
);
--> statement-breakpoint
CREATE TABLE "product_store" (
	"merchant_id" text NOT NULL,
	"product_id" text NOT NULL,
	"store_id" text NOT NULL,
	CONSTRAINT "product_store_merchant_id_product_id_store_id_pk" PRIMARY KEY("merchant_id","product_id","store_id")
);
--> statement-breakpoint
CREATE TABLE "product" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"sku" text,
	"all_stores" boolean DEFAULT true NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "coupon_stock" (
	"merchant_id" text NOT NULL,
	"coupon_id" text NOT NULL,
	"shard" smallint NOT NULL,
	"quantity" bigint,
	"issued" bigint DEFAULT 0 NOT NULL,
	"used" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "coupon_stock_merchant_id_coupon_id_shard_pk" PRIMARY KEY("merchant_id","coupon_id","shard"),
	CONSTRAINT "coupon_stock_issued" CHECK ("coupon_stock"."issued" >= 0 and ("coupon_stock"."quantity" is null or "coupon_stock"."issued" <= "coupon_stock"."quantity")),
	CONSTRAINT "coupon_stock_used" CHECK ("coupon_stock"."used" between 0 and "coupon_stock"."issued"),
	CONSTRAINT "coupon_stock_shard" CHECK ("coupon_stock"."shard" between 0 and 15 and ("coupon_stock"."quantity" is null or "coupon_stock"."shard" = 0))
);
--> statement-breakpoint
CREATE TABLE "coupon_store" (
	"merchant_id" text NOT NULL,
	"coupon_id" text NOT NULL,
	"store_id" text NOT NULL,
	CONSTRAINT "coupon_store_merchant_id_coupon_id_store_id_pk" PRIMARY KEY("merchant_id","coupon_id","store_id")
);
--> statement-breakpoint
CREATE TABLE "coupon_terms" (
	"merchant_id" text NOT NULL,
	"coupon_id" text NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"usage_rules" text DEFAULT '' NOT NULL,
	"face_colour" text,
	"benefit" jsonb NOT NULL,
	"scope" jsonb NOT NULL,
	"conditions" jsonb NOT NULL,
	"stacking" jsonb NOT NULL,
	"validity" jsonb NOT NULL,
	"refund" jsonb NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "coupon_terms_merchant_id_coupon_id_version_pk" PRIMARY KEY("merchant_id","coupon_id","version")
);
--> statement-breakpoint
CREATE TABLE "coupon" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"number" text,
	"type" text NOT NULL,
	"currency" text NOT NULL,
	"terms_version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"valid_from" timestamp (3) with time zone,
	"valid_until" timestamp (3) with time zone,
	"methods" text[] NOT NULL,
	"claim_limit" integer,
	"claim_limit_per_day" integer,
	"code_source" text DEFAULT 'on_claim' NOT NULL,
	"budget_minor" bigint,
	"published_at" timestamp (3) with time zone,
	"paused_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"archived_at" timestamp (3) with time zone,
	"created_by" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "coupon_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "coupon_number" UNIQUE("merchant_id","number"),
	CONSTRAINT "coupon_claim_limit" CHECK ("coupon"."claim_limit" is null or "coupon"."claim_limit" >= 1),
	CONSTRAINT "coupon_claim_limit_day" CHECK ("coupon"."claim_limit_per_day" is null or "coupon"."claim_limit_per_day" >= 1)
);
--> statement-breakpoint
CREATE TABLE "card_plan" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "card_plan_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "card_plan_name" UNIQUE("merchant_id","name")
);
--> statement-breakpoint
CREATE TABLE "member_group_member" (
	"merchant_id" text NOT NULL,
	"group_id" text NOT NULL,
	"member_id" text NOT NULL,
	CONSTRAINT "member_group_member_merchant_id_group_id_member_id_pk" PRIMARY KEY("merchant_id","group_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "member_group" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"rule" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_group_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "member_group_name" UNIQUE("merchant_id","name")
);
--> statement-breakpoint
CREATE TABLE "member_session" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"member_id" text NOT NULL,
	"user_agent" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "member_session_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "member_tag" (
	"merchant_id" text NOT NULL,
	"member_id" text NOT NULL,
	"tag_id" text NOT NULL,
	CONSTRAINT "member_tag_merchant_id_member_id_tag_id_pk" PRIMARY KEY("merchant_id","member_id","tag_id")
);
--> statement-breakpoint
CREATE TABLE "member_tier" (
	"merchant_id" text NOT NULL,
	"member_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"tier_id" text NOT NULL,
	"since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_tier_merchant_id_member_id_plan_id_pk" PRIMARY KEY("merchant_id","member_id","plan_id")
);
--> statement-breakpoint
CREATE TABLE "member" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"phone" text NOT NULL,
	"external_id" text,
	"name" text,
	"nickname" text,
	"email" text,
	"birthday" date,
	"home_store_id" text,
	"registered_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"first_paid_at" timestamp (3) with time zone,
	"blocked_at" timestamp (3) with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "member_phone" UNIQUE("merchant_id","phone"),
	CONSTRAINT "member_external_id" UNIQUE("merchant_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "otp_challenge" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"phone" text NOT NULL,
	"code_hash" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "otp_challenge_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "tag" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tag_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "tier" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"plan_id" text NOT NULL,
	"name" text NOT NULL,
	"rank" integer NOT NULL,
	CONSTRAINT "tier_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "tier_rank" UNIQUE("merchant_id","plan_id","rank"),
	CONSTRAINT "tier_of_plan" UNIQUE("merchant_id","plan_id","id")
);
--> statement-breakpoint
CREATE TABLE "answered_request" (
	"merchant_id" text NOT NULL,
	"principal" text NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"answer" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "answered_request_merchant_id_principal_route_key_pk" PRIMARY KEY("merchant_id","principal","route","key")
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text,
	"action" text NOT NULL,
	"object_type" text NOT NULL,
	"object_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"request_id" text NOT NULL,
	CONSTRAINT "audit_entry_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "merchant" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"max_vouchers_per_order" integer DEFAULT 4 NOT NULL,
	"refund_basis" text DEFAULT 'units' NOT NULL,
	"setup_dismissed_at" timestamp (3) with time zone,
	"coupon_numbers" integer DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox_batch" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"events" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	CONSTRAINT "outbox_batch_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "outbox_batch_events" CHECK (jsonb_array_length("outbox_batch"."events") > 0)
);
--> statement-breakpoint
CREATE TABLE "rate_bucket" (
	"bucket" text PRIMARY KEY NOT NULL,
	"hits" integer NOT NULL,
	"resets_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rate_bucket_hits" CHECK ("rate_bucket"."hits" >= 0)
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_role" (
	"merchant_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_role_merchant_id_staff_id_pk" PRIMARY KEY("merchant_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "staff_session" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"user_agent" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "staff_store" (
	"merchant_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"store_id" text NOT NULL,
	CONSTRAINT "staff_store_merchant_id_staff_id_store_id_pk" PRIMARY KEY("merchant_id","staff_id","store_id")
);
--> statement-breakpoint
CREATE TABLE "store" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	"regions" text[] DEFAULT '{}'::text[] NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "store_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "message" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"channel" text NOT NULL,
	"recipient" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "member_quota" (
	"merchant_id" text NOT NULL,
	"member_id" text NOT NULL,
	"coupon_id" text NOT NULL,
	"issued" integer NOT NULL,
	"day" date NOT NULL,
	"issued_today" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_quota_merchant_id_member_id_coupon_id_pk" PRIMARY KEY("merchant_id","member_id","coupon_id"),
	CONSTRAINT "member_quota_counts" CHECK ("member_quota"."issued_today" between 0 and "member_quota"."issued")
);
--> statement-breakpoint
CREATE TABLE "voucher_event" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"voucher_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text,
	"cause" jsonb NOT NULL,
	CONSTRAINT "voucher_event_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "voucher" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"member_id" text NOT NULL,
	"coupon_id" text NOT NULL,
	"terms_version" integer NOT NULL,
	"status" text DEFAULT 'available' NOT NULL,
	"code" text NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"valid_until" timestamp (3) with time zone,
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"issued_by_type" text NOT NULL,
	"issued_by" text,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "voucher_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "voucher_code" UNIQUE("merchant_id","code"),
	CONSTRAINT "voucher_window" CHECK ("voucher"."valid_until" is null or "voucher"."valid_from" < "voucher"."valid_until"),
	CONSTRAINT "voucher_used_at" CHECK (("voucher"."status" = 'used') = ("voucher"."used_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_slug_history" ADD CONSTRAINT "activity_slug_history_merchant_id_activity_id_activity_merchant_id_id_fk" FOREIGN KEY ("merchant_id","activity_id") REFERENCES "public"."activity"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_stock" ADD CONSTRAINT "activity_stock_merchant_id_activity_id_activity_merchant_id_id_fk" FOREIGN KEY ("merchant_id","activity_id") REFERENCES "public"."activity"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_view" ADD CONSTRAINT "activity_view_merchant_id_activity_id_activity_merchant_id_id_fk" FOREIGN KEY ("merchant_id","activity_id") REFERENCES "public"."activity"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participation" ADD CONSTRAINT "participation_merchant_id_activity_id_pool_id_prize_pool_merchant_id_activity_id_id_fk" FOREIGN KEY ("merchant_id","activity_id","pool_id") REFERENCES "public"."prize_pool"("merchant_id","activity_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participation" ADD CONSTRAINT "participation_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "public"."member"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prize_pool" ADD CONSTRAINT "prize_pool_merchant_id_activity_id_activity_merchant_id_id_fk" FOREIGN KEY ("merchant_id","activity_id") REFERENCES "public"."activity"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prize" ADD CONSTRAINT "prize_merchant_id_pool_id_prize_pool_merchant_id_id_fk" FOREIGN KEY ("merchant_id","pool_id") REFERENCES "public"."prize_pool"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prize" ADD CONSTRAINT "prize_merchant_id_coupon_id_coupon_merchant_id_id_fk" FOREIGN KEY ("merchant_id","coupon_id") REFERENCES "public"."coupon"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "category" ADD CONSTRAINT "category_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_category" ADD CONSTRAINT "product_category_merchant_id_product_id_product_merchant_id_id_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."product"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_category" ADD CONSTRAINT "product_category_merchant_id_category_id_category_merchant_id_id_fk" FOREIGN KEY ("merchant_id","category_id") REFERENCES "public"."category"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_price" ADD CONSTRAINT "product_price_merchant_id_product_id_product_merchant_id_id_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."product"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_store" ADD CONSTRAINT "product_store_merchant_id_product_id_product_merchant_id_id_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."product"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_store" ADD CONSTRAINT "product_store_merchant_id_store_id_store_merchant_id_id_fk" FOREIGN KEY ("merchant_id","store_id") REFERENCES "public"."store"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product" ADD CONSTRAINT "product_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_stock" ADD CONSTRAINT "coupon_stock_merchant_id_coupon_id_coupon_merchant_id_id_fk" FOREIGN KEY ("merchant_id","coupon_id") REFERENCES "public"."coupon"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_store" ADD CONSTRAINT "coupon_store_merchant_id_coupon_id_coupon_merchant_id_id_fk" FOREIGN KEY ("merchant_id","coupon_id") REFERENCES "public"."coupon"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_terms" ADD CONSTRAINT "coupon_terms_merchant_id_coupon_id_coupon_merchant_id_id_fk" FOREIGN KEY ("merchant_id","coupon_id") REFERENCES "public"."coupon"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_plan" ADD CONSTRAINT "card_plan_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_group_member" ADD CONSTRAINT "member_group_member_merchant_id_group_id_member_group_merchant_id_id_fk" FOREIGN KEY ("merchant_id","group_id") REFERENCES "public"."member_group"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_group_member" ADD CONSTRAINT "member_group_member_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "public"."member"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_group" ADD CONSTRAINT "member_group_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_session" ADD CONSTRAINT "member_session_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "public"."member"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_tag" ADD CONSTRAINT "member_tag_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "public"."member"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_tag" ADD CONSTRAINT "member_tag_merchant_id_tag_id_tag_merchant_id_id_fk" FOREIGN KEY ("merchant_id","tag_id") REFERENCES "public"."tag"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_tier" ADD CONSTRAINT "member_tier_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "public"."member"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_tier" ADD CONSTRAINT "member_tier_merchant_id_plan_id_tier_id_tier_merchant_id_plan_id_id_fk" FOREIGN KEY ("merchant_id","plan_id","tier_id") REFERENCES "public"."tier"("merchant_id","plan_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_merchant_id_home_store_id_store_merchant_id_id_fk" FOREIGN KEY ("merchant_id","home_store_id") REFERENCES "public"."store"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "otp_challenge" ADD CONSTRAINT "otp_challenge_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tag" ADD CONSTRAINT "tag_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tier" ADD CONSTRAINT "tier_merchant_id_plan_id_card_plan_merchant_id_id_fk" FOREIGN KEY ("merchant_id","plan_id") REFERENCES "public"."card_plan"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_store" ADD CONSTRAINT "staff_store_merchant_id_staff_id_staff_role_merchant_id_staff_id_fk" FOREIGN KEY ("merchant_id","staff_id") REFERENCES "public"."staff_role"("merchant_id","staff_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_store" ADD CONSTRAINT "staff_store_merchant_id_store_id_store_merchant_id_id_fk" FOREIGN KEY ("merchant_id","store_id") REFERENCES "public"."store"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store" ADD CONSTRAINT "store_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_quota" ADD CONSTRAINT "member_quota_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "public"."member"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_event" ADD CONSTRAINT "voucher_event_merchant_id_voucher_id_voucher_merchant_id_id_fk" FOREIGN KEY ("merchant_id","voucher_id") REFERENCES "public"."voucher"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher" ADD CONSTRAINT "voucher_merchant_id_coupon_id_terms_version_coupon_terms_merchant_id_coupon_id_version_fk" FOREIGN KEY ("merchant_id","coupon_id","terms_version") REFERENCES "public"."coupon_terms"("merchant_id","coupon_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher" ADD CONSTRAINT "voucher_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "public"."member"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "activity_code" ON "activity" USING btree ("merchant_id",lower("code"));--> statement-breakpoint
CREATE INDEX "activity_by_creation" ON "activity" USING btree ("merchant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "activity_by_name" ON "activity" USING btree ("merchant_id","name","id");--> statement-breakpoint
CREATE INDEX "activity_by_start" ON "activity" USING btree ("merchant_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "participation_by_activity" ON "participation" USING btree ("merchant_id","activity_id","at","id");--> statement-breakpoint
CREATE INDEX "prize_by_coupon" ON "prize" USING btree ("merchant_id","coupon_id");--> statement-breakpoint
CREATE UNIQUE INDEX "category_name" ON "category" USING btree ("merchant_id",lower("name")) WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "category_by_name" ON "category" USING btree ("merchant_id","name","id");--> statement-breakpoint
CREATE INDEX "product_category_by_category" ON "product_category" USING btree ("merchant_id","category_id","product_id");--> statement-breakpoint
CREATE INDEX "product_store_by_store" ON "product_store" USING btree ("merchant_id","store_id","product_id");--> statement-breakpoint
CREATE UNIQUE INDEX "product_sku" ON "product" USING btree ("merchant_id","sku");--> statement-breakpoint
CREATE INDEX "product_by_name" ON "product" USING btree ("merchant_id","name","id");--> statement-breakpoint
CREATE INDEX "coupon_store_by_store" ON "coupon_store" USING btree ("merchant_id","store_id","coupon_id");--> statement-breakpoint
CREATE INDEX "coupon_by_creation" ON "coupon" USING btree ("merchant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "coupon_by_name" ON "coupon" USING btree ("merchant_id","name","id");--> statement-breakpoint
CREATE INDEX "coupon_by_end" ON "coupon" USING btree ("merchant_id","valid_until","id");--> statement-breakpoint
CREATE INDEX "member_group_by_member" ON "member_group_member" USING btree ("merchant_id","member_id");--> statement-breakpoint
CREATE INDEX "member_session_by_member" ON "member_session" USING btree ("merchant_id","member_id");--> statement-breakpoint
CREATE INDEX "member_tag_by_tag" ON "member_tag" USING btree ("merchant_id","tag_id","member_id");--> statement-breakpoint
CREATE INDEX "member_tier_by_tier" ON "member_tier" USING btree ("merchant_id","tier_id","member_id");--> statement-breakpoint
CREATE INDEX "member_tier_by_plan" ON "member_tier" USING btree ("merchant_id","plan_id","member_id");--> statement-breakpoint
CREATE INDEX "member_by_store" ON "member" USING btree ("merchant_id","home_store_id","registered_at","id");--> statement-breakpoint
CREATE INDEX "member_by_registration" ON "member" USING btree ("merchant_id","registered_at","id");--> statement-breakpoint
CREATE INDEX "member_by_name" ON "member" USING btree ("merchant_id",lower("name"),"id");--> statement-breakpoint
CREATE INDEX "member_by_nickname" ON "member" USING btree ("merchant_id",lower("nickname"),"id");--> statement-breakpoint
CREATE INDEX "member_by_birth_month" ON "member" USING btree ("merchant_id",extract(month from "birthday"),"birthday");--> statement-breakpoint
CREATE UNIQUE INDEX "otp_live" ON "otp_challenge" USING btree ("merchant_id","phone") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "otp_by_age" ON "otp_challenge" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tag_name" ON "tag" USING btree ("merchant_id",lower("name"));--> statement-breakpoint
CREATE INDEX "answered_request_by_age" ON "answered_request" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "audit_by_object" ON "audit_entry" USING btree ("merchant_id","object_type","object_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_slug" ON "merchant" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "outbox_pending" ON "outbox_batch" USING btree ("created_at") WHERE delivered_at is null;--> statement-breakpoint
CREATE INDEX "outbox_delivered" ON "outbox_batch" USING btree ("delivered_at") WHERE delivered_at is not null;--> statement-breakpoint
CREATE INDEX "rate_bucket_by_reset" ON "rate_bucket" USING btree ("resets_at");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email" ON "staff" USING btree ("email");--> statement-breakpoint
CREATE INDEX "staff_role_by_staff" ON "staff_role" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "staff_session_by_staff" ON "staff_session" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "store_by_name" ON "store" USING btree ("merchant_id","name","id");--> statement-breakpoint
CREATE INDEX "message_by_age" ON "message" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "voucher_event_by_voucher" ON "voucher_event" USING btree ("merchant_id","voucher_id","id");--> statement-breakpoint
CREATE INDEX "voucher_by_member" ON "voucher" USING btree ("merchant_id","member_id","status","issued_at","id");--> statement-breakpoint
CREATE INDEX "voucher_by_coupon" ON "voucher" USING btree ("merchant_id","coupon_id","issued_at","id");--> statement-breakpoint
CREATE INDEX "voucher_used" ON "voucher" USING btree ("merchant_id","coupon_id","used_at") WHERE status = 'used';
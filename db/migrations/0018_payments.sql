CREATE TABLE "payment_event" (
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"type" text NOT NULL,
	"merchant_id" text,
	"payment_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_event_provider_event_id_pk" PRIMARY KEY("provider","event_id")
);
--> statement-breakpoint
CREATE TABLE "payment_refund" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"payment_id" text NOT NULL,
	"refund_id" text,
	"amount_minor" bigint NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"provider_ref" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "payment_refund_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "payment_refund_amount" CHECK ("payment_refund"."amount_minor" > 0),
	CONSTRAINT "payment_refund_done" CHECK (("payment_refund"."status" = 'done') = ("payment_refund"."done_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "payment" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"order_id" text NOT NULL,
	"provider" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"status" text DEFAULT 'started' NOT NULL,
	"pays_order" text,
	"provider_ref" text,
	"url" text,
	"charge_ref" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"look_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "payment_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "payment_amount" CHECK ("payment"."amount_minor" > 0),
	CONSTRAINT "payment_paid" CHECK (("payment"."status" = 'paid') = ("payment"."pays_order" is not null))
);
--> statement-breakpoint
CREATE TABLE "test_payment" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"payment_id" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"description" text NOT NULL,
	"return_url" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"late_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"told_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "test_refund" (
	"key" text PRIMARY KEY NOT NULL,
	"test_payment_id" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "payment_refund" ADD CONSTRAINT "payment_refund_merchant_id_payment_id_payment_merchant_id_id_fk" FOREIGN KEY ("merchant_id","payment_id") REFERENCES "public"."payment"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_merchant_id_order_id_order_merchant_id_id_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."order"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_refund" ADD CONSTRAINT "test_refund_test_payment_id_test_payment_id_fk" FOREIGN KEY ("test_payment_id") REFERENCES "public"."test_payment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_event_by_payment" ON "payment_event" USING btree ("merchant_id","payment_id") WHERE payment_id is not null;--> statement-breakpoint
CREATE INDEX "payment_event_by_age" ON "payment_event" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_refund_of_refund" ON "payment_refund" USING btree ("merchant_id","payment_id","refund_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_refund_whole" ON "payment_refund" USING btree ("merchant_id","payment_id") WHERE refund_id is null;--> statement-breakpoint
CREATE INDEX "payment_refund_due" ON "payment_refund" USING btree ("due_at") WHERE status = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "payment_started" ON "payment" USING btree ("merchant_id","order_id") WHERE status = 'started';--> statement-breakpoint
CREATE UNIQUE INDEX "payment_of_order" ON "payment" USING btree ("merchant_id","order_id") WHERE pays_order = 'yes';--> statement-breakpoint
CREATE INDEX "payment_by_order" ON "payment" USING btree ("merchant_id","order_id","id");--> statement-breakpoint
CREATE INDEX "payment_to_look" ON "payment" USING btree ("look_at") WHERE status = 'started';--> statement-breakpoint
CREATE UNIQUE INDEX "test_payment_once" ON "test_payment" USING btree ("merchant_id","payment_id");--> statement-breakpoint
CREATE INDEX "test_payment_to_tell" ON "test_payment" USING btree ("expires_at") WHERE told_at is null;--> statement-breakpoint
CREATE INDEX "test_payment_by_age" ON "test_payment" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "test_refund_by_payment" ON "test_refund" USING btree ("test_payment_id");
-- no-transaction
-- Statement by statement: each names other tables that are in use, and holds them for as long as it takes to say so.
CREATE TABLE IF NOT EXISTS "member_account" (
	"merchant_id" text NOT NULL,
	"member_id" text NOT NULL,
	"unit" text NOT NULL,
	"balance" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_account_merchant_id_member_id_unit_pk" PRIMARY KEY("merchant_id","member_id","unit"),
	CONSTRAINT "member_account_balance" CHECK ("member_account"."balance" >= 0),
	CONSTRAINT "member_account_unit" CHECK ("member_account"."unit" = 'points' or "member_account"."unit" ~ '^[A-Z]{3}$'),
	CONSTRAINT "member_account_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "member"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "account_entry" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"member_id" text NOT NULL,
	"unit" text NOT NULL,
	"change" bigint NOT NULL,
	"balance_after" bigint NOT NULL,
	"cause" text NOT NULL,
	"cause_id" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "account_entry_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "account_entry_change" CHECK ("account_entry"."change" <> 0 and "account_entry"."balance_after" >= 0),
	CONSTRAINT "account_entry_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "member"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "order" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"number" text NOT NULL,
	"store_id" text NOT NULL,
	"member_id" text,
	"channel" text NOT NULL,
	"device" text NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"items" integer NOT NULL,
	"subtotal_minor" bigint NOT NULL,
	"delivery_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"delivery_discount_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"paid_minor" bigint DEFAULT 0 NOT NULL,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"quote" jsonb NOT NULL,
	"refund_basis" text NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"paid_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"cancelled_by" text,
	"payment_ref" text,
	"placed_by_type" text NOT NULL,
	"placed_by" text,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "order_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "order_number" UNIQUE("merchant_id","number"),
	CONSTRAINT "order_total" CHECK ("order"."total_minor" = "order"."subtotal_minor" - "order"."discount_minor" + "order"."delivery_minor" - "order"."delivery_discount_minor"),
	CONSTRAINT "order_discount" CHECK ("order"."discount_minor" between 0 and "order"."subtotal_minor"),
	CONSTRAINT "order_delivery" CHECK ("order"."delivery_discount_minor" between 0 and "order"."delivery_minor"),
	CONSTRAINT "order_paid" CHECK ("order"."paid_minor" = case when "order"."paid_at" is null then 0 else "order"."total_minor" end),
	CONSTRAINT "order_refunded" CHECK ("order"."refunded_minor" between 0 and "order"."paid_minor"),
	CONSTRAINT "order_cancelled" CHECK (("order"."status" = 'cancelled') = ("order"."cancelled_at" is not null)),
	CONSTRAINT "order_cancelled_by" CHECK (("order"."cancelled_at" is null) = ("order"."cancelled_by" is null)),
	CONSTRAINT "order_cancelled_unpaid" CHECK ("order"."cancelled_at" is null or "order"."paid_at" is null),
	CONSTRAINT "order_placed_unpaid" CHECK (("order"."status" in ('placed', 'cancelled')) = ("order"."paid_at" is null)),
	CONSTRAINT "order_completed" CHECK ("order"."completed_at" is null or "order"."paid_at" is not null),
	CONSTRAINT "order_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id"),
	CONSTRAINT "order_merchant_id_store_id_store_merchant_id_id_fk" FOREIGN KEY ("merchant_id","store_id") REFERENCES "store"("merchant_id","id"),
	CONSTRAINT "order_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "member"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "order_line" (
	"merchant_id" text NOT NULL,
	"order_id" text NOT NULL,
	"position" smallint NOT NULL,
	"line_id" text NOT NULL,
	"product_id" text NOT NULL,
	"name" text NOT NULL,
	"category_ids" text[] NOT NULL,
	"unit_price_minor" bigint NOT NULL,
	"quantity" integer NOT NULL,
	"on_offer" boolean NOT NULL,
	"discount_minor" bigint NOT NULL,
	"unit_net_minor" bigint[] NOT NULL,
	"refunded_quantity" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "order_line_merchant_id_order_id_position_pk" PRIMARY KEY("merchant_id","order_id","position"),
	CONSTRAINT "order_line_id" UNIQUE("merchant_id","order_id","line_id"),
	CONSTRAINT "order_line_quantity" CHECK ("order_line"."quantity" between 1 and 1000),
	CONSTRAINT "order_line_refunded" CHECK ("order_line"."refunded_quantity" between 0 and "order_line"."quantity"),
	CONSTRAINT "order_line_units" CHECK (cardinality("order_line"."unit_net_minor") = "order_line"."quantity"),
	CONSTRAINT "order_line_merchant_id_order_id_order_merchant_id_id_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "order"("merchant_id","id") ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "order_voucher" (
	"merchant_id" text NOT NULL,
	"order_id" text NOT NULL,
	"voucher_id" text NOT NULL,
	"coupon_id" text NOT NULL,
	"terms_version" integer NOT NULL,
	"position" smallint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"delivery_discount_minor" bigint NOT NULL,
	"lines" jsonb NOT NULL,
	"state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "order_voucher_merchant_id_order_id_voucher_id_pk" PRIMARY KEY("merchant_id","order_id","voucher_id"),
	CONSTRAINT "order_voucher_off" CHECK ("order_voucher"."discount_minor" + "order_voucher"."delivery_discount_minor" > 0),
	CONSTRAINT "order_voucher_merchant_id_order_id_order_merchant_id_id_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "order"("merchant_id","id") ON DELETE cascade,
	CONSTRAINT "order_voucher_merchant_id_voucher_id_voucher_merchant_id_id_fk" FOREIGN KEY ("merchant_id","voucher_id") REFERENCES "voucher"("merchant_id","id"),
	CONSTRAINT "order_voucher_merchant_id_coupon_id_terms_version_coupon_terms_merchant_id_coupon_id_version_fk" FOREIGN KEY ("merchant_id","coupon_id","terms_version") REFERENCES "coupon_terms"("merchant_id","coupon_id","version")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "refund" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"order_id" text NOT NULL,
	"by" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"delivery_minor" bigint NOT NULL,
	"lines" jsonb NOT NULL,
	"vouchers" jsonb NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refund_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "refund_amount" CHECK ("refund"."amount_minor" >= 0 and "refund"."delivery_minor" between 0 and "refund"."amount_minor"),
	CONSTRAINT "refund_merchant_id_order_id_order_merchant_id_id_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "order"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "refund_request" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"order_id" text NOT NULL,
	"member_id" text NOT NULL,
	"lines" jsonb,
	"reason" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"decided_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "refund_request_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "refund_request_decided" CHECK (("refund_request"."status" = 'open') = ("refund_request"."decided_at" is null)),
	CONSTRAINT "refund_request_merchant_id_order_id_order_merchant_id_id_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "order"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "coupon_budget" (
	"merchant_id" text NOT NULL,
	"coupon_id" text NOT NULL,
	"budget_minor" bigint NOT NULL,
	"reserved_minor" bigint DEFAULT 0 NOT NULL,
	"used_minor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "coupon_budget_merchant_id_coupon_id_pk" PRIMARY KEY("merchant_id","coupon_id"),
	CONSTRAINT "coupon_budget_kept" CHECK ("coupon_budget"."reserved_minor" >= 0 and "coupon_budget"."used_minor" >= 0 and "coupon_budget"."reserved_minor" + "coupon_budget"."used_minor" <= "coupon_budget"."budget_minor"),
	CONSTRAINT "coupon_budget_merchant_id_coupon_id_coupon_merchant_id_id_fk" FOREIGN KEY ("merchant_id","coupon_id") REFERENCES "coupon"("merchant_id","id") ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "account_entry_once" ON "account_entry" USING btree ("merchant_id","cause","cause_id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "account_entry_by_member" ON "account_entry" USING btree ("merchant_id","member_id","id");
--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "order_voucher_once" ON "order_voucher" USING btree ("merchant_id","voucher_id") WHERE state in ('reserved', 'used');
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "order_voucher_by_coupon" ON "order_voucher" USING btree ("merchant_id","coupon_id","at");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "order_by_store" ON "order" USING btree ("merchant_id","store_id","id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "order_by_member" ON "order" USING btree ("merchant_id","member_id","id") WHERE member_id is not null;
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "order_by_status" ON "order" USING btree ("merchant_id","status","id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "order_by_payment" ON "order" USING btree ("merchant_id","payment_ref") WHERE payment_ref is not null;
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "order_unpaid" ON "order" USING btree ("expires_at") WHERE status = 'placed';
--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "refund_request_open" ON "refund_request" USING btree ("merchant_id","order_id") WHERE status = 'open';
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "refund_request_by_order" ON "refund_request" USING btree ("merchant_id","order_id","id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "refund_request_queue" ON "refund_request" USING btree ("merchant_id","id") WHERE status = 'open';
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "refund_by_order" ON "refund" USING btree ("merchant_id","order_id","id");
--> statement-breakpoint
ALTER TABLE "member" ADD COLUMN IF NOT EXISTS "last_paid_at" timestamp (3) with time zone;
--> statement-breakpoint
create or replace trigger account_entry_append_only before update or delete on account_entry for each row execute function refuse_change();
--> statement-breakpoint
create or replace trigger refund_append_only before update or delete on refund for each row execute function refuse_change();
--> statement-breakpoint
-- Price and terms of a sale are fixed when it is placed (pricing.md section 9); only what becomes of it changes.
create or replace function keep_order_price() returns trigger language plpgsql as $$
begin
  if (new.store_id, new.member_id, new.currency, new.subtotal_minor, new.delivery_minor, new.discount_minor, new.delivery_discount_minor,
      new.total_minor, new.quote, new.refund_basis, new.placed_at)
     is distinct from
     (old.store_id, old.member_id, old.currency, old.subtotal_minor, old.delivery_minor, old.discount_minor, old.delivery_discount_minor,
      old.total_minor, old.quote, old.refund_basis, old.placed_at) then
    raise exception 'an order keeps the price it was placed at' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create or replace trigger order_price before update on "order" for each row execute function keep_order_price();

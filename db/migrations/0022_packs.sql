-- no-transaction
-- Statement by statement: each names other tables that are in use, and holds them for as long as it takes to say so.
ALTER TABLE "voucher" ADD COLUMN IF NOT EXISTS "pack_id" text;
--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN IF NOT EXISTS "purchase_id" text;
--> statement-breakpoint
ALTER TABLE "merchant" ADD COLUMN IF NOT EXISTS "redirect_hosts" text[] DEFAULT '{}'::text[] NOT NULL;
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "pack" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"image_id" text,
	"image_alt" text DEFAULT '' NOT NULL,
	"contents_version" integer DEFAULT 1 NOT NULL,
	"currency" text NOT NULL,
	"price_minor" bigint,
	"channels" text[] DEFAULT '{}'::text[] NOT NULL,
	"sales_from" timestamp (3) with time zone,
	"sales_until" timestamp (3) with time zone,
	"purchase_limit" integer,
	"purchase_limit_per_day" integer,
	"redirect_url" text,
	"auto_refund" boolean DEFAULT false NOT NULL,
	"published_at" timestamp (3) with time zone,
	"paused_at" timestamp (3) with time zone,
	"archived_at" timestamp (3) with time zone,
	"created_by" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pack_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "pack_price" CHECK (("pack"."type" = 'paid') = ("pack"."price_minor" is not null)),
	CONSTRAINT "pack_price_some" CHECK ("pack"."price_minor" is null or "pack"."price_minor" > 0),
	CONSTRAINT "pack_channels" CHECK (("pack"."type" = 'paid') = (cardinality("pack"."channels") > 0)),
	CONSTRAINT "pack_sales" CHECK ("pack"."sales_from" is null or "pack"."sales_until" is null or "pack"."sales_from" < "pack"."sales_until"),
	CONSTRAINT "pack_limit" CHECK ("pack"."purchase_limit" is null or "pack"."purchase_limit" >= 1),
	CONSTRAINT "pack_limit_day" CHECK ("pack"."purchase_limit_per_day" is null or "pack"."purchase_limit_per_day" >= 1),
	CONSTRAINT "pack_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "pack_contents" (
	"merchant_id" text NOT NULL,
	"pack_id" text NOT NULL,
	"version" integer NOT NULL,
	"schedule" jsonb NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pack_contents_merchant_id_pack_id_version_pk" PRIMARY KEY("merchant_id","pack_id","version"),
	CONSTRAINT "pack_contents_merchant_id_pack_id_pack_merchant_id_id_fk" FOREIGN KEY ("merchant_id","pack_id") REFERENCES "pack"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "pack_item" (
	"merchant_id" text NOT NULL,
	"pack_id" text NOT NULL,
	"version" integer NOT NULL,
	"part" text NOT NULL,
	"position" smallint NOT NULL,
	"coupon_id" text NOT NULL,
	"quantity" integer NOT NULL,
	"starts" jsonb NOT NULL,
	"valid_days" integer NOT NULL,
	CONSTRAINT "pack_item_merchant_id_pack_id_version_part_position_pk" PRIMARY KEY("merchant_id","pack_id","version","part","position"),
	CONSTRAINT "pack_item_quantity" CHECK ("pack_item"."quantity" between 1 and 99),
	CONSTRAINT "pack_item_days" CHECK ("pack_item"."valid_days" between 1 and 3650),
	CONSTRAINT "pack_item_merchant_id_pack_id_version_pack_contents_merchant_id_pack_id_version_fk" FOREIGN KEY ("merchant_id","pack_id","version") REFERENCES "pack_contents"("merchant_id","pack_id","version"),
	CONSTRAINT "pack_item_merchant_id_coupon_id_coupon_merchant_id_id_fk" FOREIGN KEY ("merchant_id","coupon_id") REFERENCES "coupon"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "pack_store" (
	"merchant_id" text NOT NULL,
	"pack_id" text NOT NULL,
	"store_id" text NOT NULL,
	CONSTRAINT "pack_store_merchant_id_pack_id_store_id_pk" PRIMARY KEY("merchant_id","pack_id","store_id"),
	CONSTRAINT "pack_store_merchant_id_pack_id_pack_merchant_id_id_fk" FOREIGN KEY ("merchant_id","pack_id") REFERENCES "pack"("merchant_id","id") ON DELETE cascade,
	CONSTRAINT "pack_store_merchant_id_store_id_store_merchant_id_id_fk" FOREIGN KEY ("merchant_id","store_id") REFERENCES "store"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "pack_stock" (
	"merchant_id" text NOT NULL,
	"pack_id" text NOT NULL,
	"shard" smallint NOT NULL,
	"quantity" bigint,
	"reserved" bigint DEFAULT 0 NOT NULL,
	"sold" bigint DEFAULT 0 NOT NULL,
	"given" bigint DEFAULT 0 NOT NULL,
	"refunded" bigint DEFAULT 0 NOT NULL,
	"revenue_minor" bigint DEFAULT 0 NOT NULL,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "pack_stock_merchant_id_pack_id_shard_pk" PRIMARY KEY("merchant_id","pack_id","shard"),
	CONSTRAINT "pack_stock_kept" CHECK ("pack_stock"."reserved" >= 0 and "pack_stock"."sold" >= 0 and "pack_stock"."given" >= 0
        and ("pack_stock"."quantity" is null or "pack_stock"."reserved" + "pack_stock"."sold" + "pack_stock"."given" <= "pack_stock"."quantity")),
	CONSTRAINT "pack_stock_refunded" CHECK ("pack_stock"."refunded" >= 0 and "pack_stock"."refunded_minor" >= 0 and "pack_stock"."revenue_minor" >= 0),
	CONSTRAINT "pack_stock_shard" CHECK ("pack_stock"."shard" between 0 and 15 and ("pack_stock"."quantity" is null or "pack_stock"."shard" = 0)),
	CONSTRAINT "pack_stock_merchant_id_pack_id_pack_merchant_id_id_fk" FOREIGN KEY ("merchant_id","pack_id") REFERENCES "pack"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "pack_tally" (
	"merchant_id" text NOT NULL,
	"pack_id" text NOT NULL,
	"shard" smallint NOT NULL,
	"issued" bigint DEFAULT 0 NOT NULL,
	"used" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "pack_tally_merchant_id_pack_id_shard_pk" PRIMARY KEY("merchant_id","pack_id","shard"),
	CONSTRAINT "pack_tally_counts" CHECK ("pack_tally"."issued" >= 0 and "pack_tally"."used" >= 0),
	CONSTRAINT "pack_tally_shard" CHECK ("pack_tally"."shard" between 0 and 15),
	CONSTRAINT "pack_tally_merchant_id_pack_id_pack_merchant_id_id_fk" FOREIGN KEY ("merchant_id","pack_id") REFERENCES "pack"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "pack_gift" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"pack_id" text NOT NULL,
	"contents_version" integer NOT NULL,
	"phone" text,
	"member_id" text,
	"quantity" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	CONSTRAINT "pack_gift_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "pack_gift_quantity" CHECK ("pack_gift"."quantity" between 1 and 99),
	CONSTRAINT "pack_gift_waits" CHECK (("pack_gift"."phone" is null) = ("pack_gift"."member_id" is not null) and ("pack_gift"."phone" is null) = ("pack_gift"."delivered_at" is not null)),
	CONSTRAINT "pack_gift_merchant_id_pack_id_contents_version_pack_contents_merchant_id_pack_id_version_fk" FOREIGN KEY ("merchant_id","pack_id","contents_version") REFERENCES "pack_contents"("merchant_id","pack_id","version"),
	CONSTRAINT "pack_gift_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "member"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "pack_purchase" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"number" text NOT NULL,
	"pack_id" text NOT NULL,
	"contents_version" integer NOT NULL,
	"member_id" text NOT NULL,
	"channel" text NOT NULL,
	"store_id" text,
	"order_id" text,
	"gift_id" text,
	"quantity" integer DEFAULT 1 NOT NULL,
	"currency" text NOT NULL,
	"price_minor" bigint NOT NULL,
	"status" text NOT NULL,
	"slot" smallint,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"placed_on" date NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"paid_at" timestamp (3) with time zone,
	"payment_ref" text,
	"cancelled_at" timestamp (3) with time zone,
	"cancelled_by" text,
	"refunded_at" timestamp (3) with time zone,
	"refund_id" text,
	"refunded_by" text,
	"auto_refund" boolean NOT NULL,
	"time_zone" text NOT NULL,
	"cycles" integer NOT NULL,
	"started_on" date,
	"next_cycle" integer DEFAULT 1 NOT NULL,
	"next_due_at" timestamp (3) with time zone,
	"try_at" timestamp (3) with time zone,
	"waits_for" text,
	"refund_due_at" timestamp (3) with time zone,
	CONSTRAINT "pack_purchase_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "pack_purchase_number" UNIQUE("merchant_id","number"),
	CONSTRAINT "pack_purchase_quantity" CHECK ("pack_purchase"."quantity" between 1 and 99),
	CONSTRAINT "pack_purchase_gift" CHECK (("pack_purchase"."status" = 'given') = ("pack_purchase"."gift_id" is not null)),
	CONSTRAINT "pack_purchase_price" CHECK (("pack_purchase"."gift_id" is null) = ("pack_purchase"."price_minor" > 0)),
	CONSTRAINT "pack_purchase_slot" CHECK (("pack_purchase"."status" = 'placed') = ("pack_purchase"."slot" is not null)),
	CONSTRAINT "pack_purchase_slots" CHECK ("pack_purchase"."slot" between 1 and 2),
	CONSTRAINT "pack_purchase_paid" CHECK (("pack_purchase"."status" in ('paid', 'refunded')) = ("pack_purchase"."paid_at" is not null)),
	CONSTRAINT "pack_purchase_cancelled" CHECK (("pack_purchase"."status" = 'cancelled') = ("pack_purchase"."cancelled_at" is not null)),
	CONSTRAINT "pack_purchase_refunded" CHECK (("pack_purchase"."status" = 'refunded') = ("pack_purchase"."refunded_at" is not null) and ("pack_purchase"."refunded_at" is null) = ("pack_purchase"."refund_id" is null)),
	CONSTRAINT "pack_purchase_cycles" CHECK ("pack_purchase"."next_cycle" between 1 and "pack_purchase"."cycles" + 1),
	CONSTRAINT "pack_purchase_due" CHECK (("pack_purchase"."next_due_at" is null) = ("pack_purchase"."try_at" is null)
        and ("pack_purchase"."next_due_at" is null or "pack_purchase"."status" in ('paid', 'given'))
        and ("pack_purchase"."status" not in ('paid', 'given') or ("pack_purchase"."next_due_at" is null) = ("pack_purchase"."next_cycle" > "pack_purchase"."cycles"))),
	CONSTRAINT "pack_purchase_merchant_id_pack_id_contents_version_pack_contents_merchant_id_pack_id_version_fk" FOREIGN KEY ("merchant_id","pack_id","contents_version") REFERENCES "pack_contents"("merchant_id","pack_id","version"),
	CONSTRAINT "pack_purchase_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "member"("merchant_id","id"),
	CONSTRAINT "pack_purchase_merchant_id_store_id_store_merchant_id_id_fk" FOREIGN KEY ("merchant_id","store_id") REFERENCES "store"("merchant_id","id"),
	CONSTRAINT "pack_purchase_merchant_id_order_id_order_merchant_id_id_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "order"("merchant_id","id"),
	CONSTRAINT "pack_purchase_merchant_id_gift_id_pack_gift_merchant_id_id_fk" FOREIGN KEY ("merchant_id","gift_id") REFERENCES "pack_gift"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "pack_delivery" (
	"merchant_id" text NOT NULL,
	"purchase_id" text NOT NULL,
	"cycle" integer NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"voucher_ids" text[] NOT NULL,
	CONSTRAINT "pack_delivery_merchant_id_purchase_id_cycle_pk" PRIMARY KEY("merchant_id","purchase_id","cycle"),
	CONSTRAINT "pack_delivery_some" CHECK ("pack_delivery"."cycle" >= 1 and cardinality("pack_delivery"."voucher_ids") > 0),
	CONSTRAINT "pack_delivery_merchant_id_purchase_id_pack_purchase_merchant_id_id_fk" FOREIGN KEY ("merchant_id","purchase_id") REFERENCES "pack_purchase"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "pack_quota" (
	"merchant_id" text NOT NULL,
	"member_id" text NOT NULL,
	"pack_id" text NOT NULL,
	"bought" integer NOT NULL,
	"day" date NOT NULL,
	"bought_today" integer NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pack_quota_merchant_id_member_id_pack_id_pk" PRIMARY KEY("merchant_id","member_id","pack_id"),
	CONSTRAINT "pack_quota_counts" CHECK ("pack_quota"."bought_today" between 0 and "pack_quota"."bought"),
	CONSTRAINT "pack_quota_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "member"("merchant_id","id"),
	CONSTRAINT "pack_quota_merchant_id_pack_id_pack_merchant_id_id_fk" FOREIGN KEY ("merchant_id","pack_id") REFERENCES "pack"("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "pack_refund_request" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"purchase_id" text NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text,
	"reason" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"decided_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "pack_refund_request_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "pack_refund_request_decided" CHECK (("pack_refund_request"."status" = 'open') = ("pack_refund_request"."decided_at" is null)),
	CONSTRAINT "pack_refund_request_merchant_id_purchase_id_pack_purchase_merchant_id_id_fk" FOREIGN KEY ("merchant_id","purchase_id") REFERENCES "pack_purchase"("merchant_id","id")
);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_gift_by_pack" ON "pack_gift" USING btree ("merchant_id","pack_id","id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_gift_by_member" ON "pack_gift" USING btree ("merchant_id","member_id") WHERE member_id is not null;
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_gift_waiting" ON "pack_gift" USING btree ("merchant_id","phone") WHERE phone is not null;
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_item_by_coupon" ON "pack_item" USING btree ("merchant_id","coupon_id");
--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "pack_purchase_unpaid" ON "pack_purchase" USING btree ("merchant_id","member_id","slot") WHERE status = 'placed';
--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "pack_purchase_of_gift" ON "pack_purchase" USING btree ("merchant_id","gift_id") WHERE gift_id is not null;
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_purchase_by_pack" ON "pack_purchase" USING btree ("merchant_id","pack_id","id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_purchase_by_member" ON "pack_purchase" USING btree ("merchant_id","member_id","id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_purchase_sold" ON "pack_purchase" USING btree ("merchant_id","id") WHERE gift_id is null;
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_purchase_by_order" ON "pack_purchase" USING btree ("merchant_id","order_id") WHERE order_id is not null;
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_purchase_overdue" ON "pack_purchase" USING btree ("expires_at") WHERE status = 'placed';
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_purchase_holding" ON "pack_purchase" USING btree ("merchant_id","pack_id","expires_at") WHERE status = 'placed';
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_purchase_to_deliver" ON "pack_purchase" USING btree ("try_at","merchant_id","pack_id","contents_version","id") WHERE try_at is not null;
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_purchase_to_refund" ON "pack_purchase" USING btree ("refund_due_at") WHERE refund_due_at is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "pack_refund_request_open" ON "pack_refund_request" USING btree ("merchant_id","purchase_id") WHERE status = 'open';
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_refund_request_by_purchase" ON "pack_refund_request" USING btree ("merchant_id","purchase_id","id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_refund_request_queue" ON "pack_refund_request" USING btree ("merchant_id","id") WHERE status = 'open';
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_store_by_store" ON "pack_store" USING btree ("merchant_id","store_id","pack_id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_by_creation" ON "pack" USING btree ("merchant_id","created_at","id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_by_name" ON "pack" USING btree ("merchant_id","name","id");
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "pack_by_price" ON "pack" USING btree ("merchant_id","price_minor","id");
--> statement-breakpoint
ALTER TABLE "payment" ALTER COLUMN "order_id" DROP NOT NULL;
--> statement-breakpoint
-- What is there keeps it: it is looked through without holding anybody up.
do $$ begin
  if not exists (select from pg_constraint where conname = 'payment_merchant_id_purchase_id_pack_purchase_merchant_id_id_fk') then
    ALTER TABLE "payment" ADD CONSTRAINT "payment_merchant_id_purchase_id_pack_purchase_merchant_id_id_fk" FOREIGN KEY ("merchant_id","purchase_id") REFERENCES "pack_purchase"("merchant_id","id") NOT VALID;
  end if;
end $$;
--> statement-breakpoint
ALTER TABLE "payment" VALIDATE CONSTRAINT "payment_merchant_id_purchase_id_pack_purchase_merchant_id_id_fk";
--> statement-breakpoint
-- What is there keeps it: it is looked through without holding anybody up.
do $$ begin
  if not exists (select from pg_constraint where conname = 'payment_subject') then
    ALTER TABLE "payment" ADD CONSTRAINT "payment_subject" CHECK (num_nonnulls("payment"."order_id", "payment"."purchase_id") = 1) NOT VALID;
  end if;
end $$;
--> statement-breakpoint
ALTER TABLE "payment" VALIDATE CONSTRAINT "payment_subject";
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "payment_started_pack" ON "payment" USING btree ("merchant_id","purchase_id") WHERE status = 'started';
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "payment_of_pack" ON "payment" USING btree ("merchant_id","purchase_id") WHERE pays_order = 'yes';
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "voucher_by_pack" ON "voucher" USING btree ("merchant_id","pack_id","issued_at","id") WHERE pack_id is not null;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "voucher_by_pack_settled" ON "voucher" USING btree ("merchant_id","pack_id","status","issued_at","id") WHERE pack_id is not null and status <> 'available';
--> statement-breakpoint
-- What was sold is never rewritten, and what was delivered is not either (I-6, I-9, I-16).
create or replace trigger pack_contents_immutable before update on pack_contents for each row execute function refuse_change();
--> statement-breakpoint
create or replace trigger pack_item_immutable before update on pack_item for each row execute function refuse_change();
--> statement-breakpoint
create or replace trigger pack_delivery_append_only before update or delete on pack_delivery for each row execute function refuse_change();
--> statement-breakpoint
-- What somebody bought: whose it is, what it holds and what it cost are fixed with it.
create or replace function keep_pack_purchase() returns trigger language plpgsql as $$
begin
  if (new.pack_id, new.contents_version, new.member_id, new.channel, new.order_id, new.gift_id, new.quantity, new.currency,
      new.price_minor, new.auto_refund, new.time_zone, new.cycles, new.placed_at)
     is distinct from
     (old.pack_id, old.contents_version, old.member_id, old.channel, old.order_id, old.gift_id, old.quantity, old.currency,
      old.price_minor, old.auto_refund, old.time_zone, old.cycles, old.placed_at) then
    raise exception 'a pack purchase keeps what it was made with' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create or replace trigger pack_purchase_kept before update on pack_purchase for each row execute function keep_pack_purchase();
--> statement-breakpoint
create or replace function keep_voucher_promise() returns trigger language plpgsql as $$
begin
  if (new.coupon_id, new.terms_version, new.code, new.issued_at, new.valid_from, new.valid_until, new.source_id, new.pack_id)
     is distinct from
     (old.coupon_id, old.terms_version, old.code, old.issued_at, old.valid_from, old.valid_until, old.source_id, old.pack_id) then
    raise exception 'a voucher keeps what it was issued with' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- Hot counter rows are updated in place.
alter table pack_stock set (fillfactor = 50);
--> statement-breakpoint
alter table pack_tally set (fillfactor = 50);

CREATE TABLE "voucher_gift" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"voucher_id" text NOT NULL,
	"giver_member_id" text NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"receiver_member_id" text,
	CONSTRAINT "voucher_gift_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "voucher_gift_ended" CHECK (("voucher_gift"."status" = 'waiting') = ("voucher_gift"."ended_at" is null)),
	CONSTRAINT "voucher_gift_receiver" CHECK (("voucher_gift"."status" in ('taken', 'declined')) = ("voucher_gift"."receiver_member_id" is not null)),
	CONSTRAINT "voucher_gift_other" CHECK ("voucher_gift"."receiver_member_id" <> "voucher_gift"."giver_member_id")
);
--> statement-breakpoint
ALTER TABLE "coupon_terms" ADD COLUMN "giftable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "voucher" ADD COLUMN "issued_to" text;--> statement-breakpoint
ALTER TABLE "voucher_gift" ADD CONSTRAINT "voucher_gift_voucher" FOREIGN KEY ("merchant_id","voucher_id") REFERENCES "public"."voucher"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_gift" ADD CONSTRAINT "voucher_gift_giver" FOREIGN KEY ("merchant_id","giver_member_id") REFERENCES "public"."member"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_gift" ADD CONSTRAINT "voucher_gift_taker" FOREIGN KEY ("merchant_id","receiver_member_id") REFERENCES "public"."member"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "voucher_gift_id" ON "voucher_gift" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "voucher_gift_waiting" ON "voucher_gift" USING btree ("merchant_id","voucher_id") WHERE status = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "voucher_gift_taken" ON "voucher_gift" USING btree ("merchant_id","voucher_id") WHERE status = 'taken';--> statement-breakpoint
CREATE INDEX "voucher_gift_ends" ON "voucher_gift" USING btree ("ends_at","id") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "voucher_gift_by_giver" ON "voucher_gift" USING btree ("merchant_id","giver_member_id","id");--> statement-breakpoint
CREATE INDEX "voucher_gift_by_receiver" ON "voucher_gift" USING btree ("merchant_id","receiver_member_id","id");--> statement-breakpoint
CREATE INDEX "voucher_gift_by_voucher" ON "voucher_gift" USING btree ("merchant_id","voucher_id","id");--> statement-breakpoint
-- A voucher keeps what it was issued with (I-9); a gift alone changes whose it is, once (I-11): from the member it was issued to,
-- while it is offered, and with it its code, so that what the giver wrote down of it opens nothing.
create or replace function keep_voucher_promise() returns trigger language plpgsql as $$
begin
  if (new.coupon_id, new.terms_version, new.issued_at, new.valid_from, new.source_id, new.pack_id)
     is distinct from
     (old.coupon_id, old.terms_version, old.issued_at, old.valid_from, old.source_id, old.pack_id)
     or (new.valid_until is distinct from old.valid_until and not coalesce(new.valid_until > old.valid_until, false)) then
    raise exception 'a voucher keeps what it was issued with' using errcode = 'restrict_violation';
  end if;
  if (new.member_id, new.code, new.issued_to) is distinct from (old.member_id, old.code, old.issued_to)
     and not (old.issued_to is null and new.issued_to is not distinct from old.member_id and new.member_id <> old.member_id
       and new.code <> old.code and old.status = 'transferred' and new.status = 'available'
       and new.valid_until is not distinct from old.valid_until) then
    raise exception 'a voucher keeps what it was issued with' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

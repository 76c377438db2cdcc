-- no-transaction
CREATE TABLE IF NOT EXISTS "member_spent" (
	"merchant_id" text NOT NULL,
	"member_id" text NOT NULL,
	"currency" text NOT NULL,
	"spent_minor" bigint NOT NULL,
	CONSTRAINT "member_spent_merchant_id_member_id_currency_pk" PRIMARY KEY("merchant_id","member_id","currency"),
	CONSTRAINT "member_spent_merchant_id_member_id_member_merchant_id_id_fk" FOREIGN KEY ("merchant_id","member_id") REFERENCES "public"."member"("merchant_id","id") ON DELETE no action ON UPDATE no action,
	CONSTRAINT "member_spent_not_negative" CHECK ("member_spent"."spent_minor" >= 0)
);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "member_by_spent" ON "member_spent" USING btree ("merchant_id","currency","spent_minor","member_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "member_by_payment" ON "member" USING btree ("merchant_id",coalesce(last_paid_at, first_paid_at),"id");
--> statement-breakpoint
-- What an order brought, added to what its member spent in the transaction that pays or refunds it: by the code of before as
-- well. Where there is no row yet, the whole is added up, this order with it; who was faster by a moment has left this
-- order out, and then its part is added to theirs.
create or replace function add_up_spent() returns trigger language plpgsql as $$
declare
  change bigint := new.paid_minor - new.refunded_minor;
begin
  if tg_op = 'UPDATE' then
    change := change - (old.paid_minor - old.refunded_minor);
  end if;
  update member_spent s set spent_minor = s.spent_minor + change
  where (s.merchant_id, s.member_id, s.currency) = (new.merchant_id, new.member_id, new.currency);
  if not found then
    insert into member_spent as s (merchant_id, member_id, currency, spent_minor)
    select new.merchant_id, new.member_id, new.currency, sum(o.paid_minor - o.refunded_minor) from "order" o
    where o.merchant_id = new.merchant_id and o.member_id = new.member_id and o.currency = new.currency and o.paid_at is not null
    on conflict (merchant_id, member_id, currency) do update set spent_minor = s.spent_minor + change;
  end if;
  return null;
end $$;
--> statement-breakpoint
create or replace trigger order_spent_begun after insert on "order"
  for each row when (new.member_id is not null and new.paid_at is not null) execute function add_up_spent();
--> statement-breakpoint
create or replace trigger order_spent_moved after update of paid_at, paid_minor, refunded_minor on "order"
  for each row when (new.member_id is not null and new.paid_at is not null) execute function add_up_spent();
--> statement-breakpoint
-- What was paid before, five hundred members to a transaction. What is paid meanwhile is kept by the triggers: their row is
-- there, with all of it, or waits for this one's and adds to it. Cut off, it goes through everybody again and finds them done.
do $$
declare
  merchant record;
  last text;
  upto text;
begin
  for merchant in select id from merchant order by id loop
    last := '';
    loop
      select max(id) into upto from (
        select id from member where merchant_id = merchant.id and id > last order by id limit 500) part;
      exit when upto is null;
      insert into member_spent (merchant_id, member_id, currency, spent_minor)
      select merchant_id, member_id, currency, sum(paid_minor - refunded_minor) from "order"
      where merchant_id = merchant.id and member_id > last and member_id <= upto and paid_at is not null
      group by merchant_id, member_id, currency
      on conflict do nothing;
      commit;
      last := upto;
    end loop;
  end loop;
end $$;

-- no-transaction
-- Both tables are in use while these are built: nobody waits for them.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "member_by_latest_order" ON "member" USING btree ("merchant_id",coalesce(last_paid_at, first_paid_at, registered_at));--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "order_spent" ON "order" USING btree ("merchant_id","paid_at","member_id","currency","paid_minor","refunded_minor") WHERE paid_at is not null and member_id is not null;
--> statement-breakpoint
-- As `refuse_change`, but for one column of words: they may be taken out, and that alone, where the person they are about is forgotten.
create or replace function refuse_change_but_words() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) ->> tg_argv[0] = '' and to_jsonb(new) - tg_argv[0] = to_jsonb(old) - tg_argv[0] then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end;
$$;
--> statement-breakpoint
create or replace trigger refund_append_only before update or delete on refund for each row execute function refuse_change_but_words('reason');
--> statement-breakpoint
create or replace trigger account_entry_append_only before update or delete on account_entry for each row execute function refuse_change_but_words('note');

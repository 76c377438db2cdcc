-- Facts that no constraint can say are kept by triggers.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
-- What was promised and what was done is never rewritten (I-9, I-13, S-40).
create trigger coupon_terms_immutable before update on coupon_terms for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_entry_append_only before update or delete on audit_entry for each row execute function refuse_change();
--> statement-breakpoint
create trigger voucher_event_append_only before update or delete on voucher_event for each row execute function refuse_change();
--> statement-breakpoint
create trigger participation_append_only before update or delete on participation for each row execute function refuse_change();
--> statement-breakpoint
-- A voucher's promise: only its status, holder and time of use may change (I-9).
create function keep_voucher_promise() returns trigger language plpgsql as $$
begin
  if (new.coupon_id, new.terms_version, new.code, new.issued_at, new.valid_from, new.valid_until, new.source_id)
     is distinct from
     (old.coupon_id, old.terms_version, old.code, old.issued_at, old.valid_from, old.valid_until, old.source_id) then
    raise exception 'a voucher keeps what it was issued with' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger voucher_promise before update on voucher for each row execute function keep_voucher_promise();
--> statement-breakpoint
-- A prize pool's inventory only grows (I-10).
create function keep_inventory() returns trigger language plpgsql as $$
begin
  if new.inventory < old.inventory then
    raise exception 'a prize pool''s inventory only grows' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger prize_pool_grows before update of inventory on prize_pool for each row execute function keep_inventory();
--> statement-breakpoint
-- Hot counter rows are updated in place: room on the page keeps every update a HOT update.
alter table coupon_stock set (fillfactor = 50);
--> statement-breakpoint
alter table prize_pool set (fillfactor = 50);
--> statement-breakpoint
alter table activity_stock set (fillfactor = 50);

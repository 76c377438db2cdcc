-- A voucher's promise may be kept for longer, never for less (I-9): its end moves to a later one only.
create or replace function keep_voucher_promise() returns trigger language plpgsql as $$
begin
  if (new.coupon_id, new.terms_version, new.code, new.issued_at, new.valid_from, new.source_id, new.pack_id)
     is distinct from
     (old.coupon_id, old.terms_version, old.code, old.issued_at, old.valid_from, old.source_id, old.pack_id)
     or (new.valid_until is distinct from old.valid_until and not coalesce(new.valid_until > old.valid_until, false)) then
    raise exception 'a voucher keeps what it was issued with' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

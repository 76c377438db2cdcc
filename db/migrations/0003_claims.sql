-- What a group of claims on one prize pool does in one call: one lock, one set-based decision, one set of writes, one
-- commit (docs/adr/0013). The caller has planned by pure rules over facts (p_plan); under the locks this function looks
-- whether those facts still are the facts, and answers `stale` for all when they are not. What depends on counters is
-- decided here, request by request in their order, and a model test holds it equal to the pure rules.
--
-- Every plan reads by key, so one is as good for a lone claim as for five hundred and is made once for a connection:
-- planning anew for each call took more than the call. Nor may it read a table whole because that was empty when it was made.
--
-- Each member may stand in p_members once. p_vouchers and p_codes hold as many for each request as one win gives;
-- p_events the announcements of each, with U+001F between them, which no JSON holds.
-- Outcomes: won, earlier, again (another transaction holds this member's tries), stale, no_member, tries, blocked,
-- limit, supply. `total`, `today` and `wins` are the member's counts before this request.
create function claim_prizes(
  p_merchant text,
  p_activity text,
  p_pool text,
  p_plan jsonb,
  p_members text[],
  p_requests text[],
  p_traces text[],
  p_actor_types text[],
  p_actors text[],
  p_participations text[],
  p_audits text[],
  p_vouchers text[],
  p_codes text[],
  p_events text,
  p_batch text,
  p_buckets text[],
  p_bucket_limits int[],
  p_wait boolean
) returns table (
  outcome text, participation text, participation_pool text, total int, today int, wins int, until double precision,
  at double precision, shortage text
) language plpgsql set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  v_now timestamptz;
  v_day date := (p_plan ->> 'day')::date;
  v_per_member int := (p_plan ->> 'perMember')::int;
  v_per_day int := (p_plan ->> 'perMemberPerDay')::int;
  v_per_password int := (p_plan ->> 'perPassword')::int;
  v_shard int := (p_plan ->> 'shard')::int;
  v_limited boolean := (p_plan ->> 'limited')::boolean;
  v_units int := (p_plan ->> 'units')::int;
  v_hash text;
  v_pool_left bigint;
  v_total_left bigint;
  v_capacity bigint;
  v_shortage text;
  v_item record;
  v_left bigint;
  v_locked boolean[];
  v_outcomes text[];
  v_earlier text[];
  v_earlier_pools text[];
  v_totals int[];
  v_todays int[];
  v_wins int[];
  v_untils timestamptz[];
  v_won boolean[];
  v_winners bigint;
  v_new bigint;
  v_rows bigint;
begin
  if p_wait then
    perform pg_advisory_xact_lock(hashtextextended('tries:' || p_activity || ':' || p_members[1], 0));
  end if;
  -- The lock order of the product: pool, activity counter, stock by coupon id.
  select inventory - issued, password_hash into v_pool_left, v_hash from prize_pool
    where merchant_id = p_merchant and id = p_pool and activity_id = p_activity for no key update;
  select s.total - s.participations into v_total_left from activity_stock s
    where merchant_id = p_merchant and activity_id = p_activity and shard = v_shard
      and (s.total is not null) = v_limited for no key update;
  if not found or v_hash is distinct from p_plan ->> 'passwordHash' then
    return query select 'stale'::text, null::text, null::text, 0, 0, 0, null::float8, null::float8, null::text
      from unnest(p_members);
    return;
  end if;
  v_capacity := least(v_pool_left, v_total_left);
  v_shortage := 'sold_out';
  for v_item in
    select i."couponId" as coupon, i.position, i.quantity, i.limited, i.available
    from jsonb_to_recordset(p_plan -> 'items')
      as i("couponId" text, position int, quantity int, limited boolean, available boolean)
    order by i."couponId"
  loop
    select s.quantity - s.issued into v_left from coupon_stock s
      where merchant_id = p_merchant and coupon_id = v_item.coupon
        and shard = case when v_item.limited then 0 else v_shard end
        and (s.quantity is not null) = v_item.limited for no key update;
    if not found then
      return query select 'stale'::text, null::text, null::text, 0, 0, 0, null::float8, null::float8, null::text
        from unnest(p_members);
      return;
    end if;
  end loop;
  -- Everything is held: what is read from here on stays true until commit.
  v_now := date_trunc('milliseconds', clock_timestamp());
  select count(*) into v_rows from jsonb_to_recordset(p_plan -> 'items') as i("couponId" text, revision int)
    join lateral (select revision from coupon where merchant_id = p_merchant and id = i."couponId" limit 1) c
      on c.revision = i.revision;
  if v_now < (p_plan ->> 'from')::timestamptz or v_now >= (p_plan ->> 'until')::timestamptz
    or v_rows <> jsonb_array_length(p_plan -> 'items')
    or not exists (select from activity a where a.merchant_id = p_merchant and a.id = p_activity
      and a.revision = (p_plan ->> 'revision')::int)
    or not exists (select from merchant m where m.id = p_merchant
      and m.revision = (p_plan ->> 'merchantRevision')::int)
  then
    return query select 'stale'::text, null::text, null::text, 0, 0, 0, null::float8, null::float8, null::text
      from unnest(p_members);
    return;
  end if;
  -- The coupon that gives out first, of those that give out together the first in the order of the prizes.
  select least(v_capacity, min(x.wins)) into v_left from (
    select case when not i.available then 0 when i.limited then (s.quantity - s.issued) / i.quantity end as wins
    from jsonb_to_recordset(p_plan -> 'items') as i("couponId" text, quantity int, limited boolean, available boolean)
    join lateral (select * from coupon_stock where merchant_id = p_merchant and coupon_id = i."couponId"
      and shard = case when i.limited then 0 else v_shard end limit 1) s on true) x;
  if v_left < v_capacity then
    v_capacity := v_left;
    select i."couponId" into v_shortage
    from jsonb_to_recordset(p_plan -> 'items')
      as i("couponId" text, position int, quantity int, limited boolean, available boolean)
    join coupon_stock s on s.merchant_id = p_merchant and s.coupon_id = i."couponId"
      and s.shard = case when i.limited then 0 else v_shard end
    where not i.available or (i.limited and (s.quantity - s.issued) / i.quantity <= v_capacity)
    order by i.position limit 1;
  end if;
  -- One member's tries are looked at one after another; whoever is being looked at elsewhere is asked again alone.
  if p_wait then
    v_locked := array[true];
  else
    select array_agg(pg_try_advisory_xact_lock(hashtextextended('tries:' || p_activity || ':' || u.member, 0)) order by u.n)
      into v_locked from unnest(p_members) with ordinality u(member, n);
  end if;
  with request as (
    select * from unnest(p_members, p_requests, v_locked) with ordinality r(member, request, locked, n)
  ), bucket as (
    select bucket, hits, resets_at from rate_bucket where bucket = any (p_buckets) and resets_at > v_now
  ), tried as (
    select (b.n - 1) / 4 + 1 as n, max(t.resets_at) as until
    from bucket t join unnest(p_buckets) with ordinality b(bucket, n) on t.bucket = b.bucket
      and t.hits >= p_bucket_limits[((b.n - 1) % 4 + 1)::int]
    group by 1
  ), seen as (
    select r.n, e.id as earlier, e.pool_id as earlier_pool, t.until,
      coalesce(q.participations, 0) as total,
      case when q.day = v_day then q.participations_today else 0 end as today,
      coalesce((q.wins ->> p_pool)::int, 0) as wins,
      q.member_id is null as is_new,
      case
        when not r.locked then 'again'
        when e.id is not null then 'earlier'
        when m.id is null then 'no_member'
        when t.until is not null then 'tries'
        when m.blocked_at is not null then 'blocked'
        when coalesce(q.participations, 0) >= v_per_member
          or coalesce((q.wins ->> p_pool)::int, 0) >= v_per_password
          or case when q.day = v_day then q.participations_today else 0 end >= v_per_day then 'limit'
      end as refused
    from request r
    -- By their keys, one by one, whatever the statistics say: a plan that was kept since these tables were empty would
    -- read them whole. `is true` keeps an activity that is new to the statistics from the index that begins with it.
    left join lateral (select * from member where merchant_id = p_merchant and id = r.member limit 1) m on true
    left join lateral (select * from participation where merchant_id = p_merchant and member_id = r.member
      and (activity_id = p_activity) is true and request_id = r.request limit 1) e on true
    left join lateral (select * from activity_quota where merchant_id = p_merchant and member_id = r.member
      and activity_id = p_activity limit 1) q on true
    left join tried t on t.n = r.n
  ), decided as (
    select s.*, coalesce(s.refused, case when
      row_number() over (partition by s.refused is null order by s.n) <= v_capacity
      then 'won' else 'supply' end) as outcome
    from seen s
  )
  select array_agg(d.outcome order by d.n), array_agg(d.earlier order by d.n), array_agg(d.earlier_pool order by d.n),
    array_agg(d.total order by d.n), array_agg(d.today order by d.n), array_agg(d.wins order by d.n),
    array_agg(d.until order by d.n), array_agg(d.outcome = 'won' order by d.n),
    count(*) filter (where d.outcome = 'won'), count(*) filter (where d.outcome = 'won' and d.is_new)
  into v_outcomes, v_earlier, v_earlier_pools, v_totals, v_todays, v_wins, v_untils, v_won, v_winners, v_new
  from decided d;
  if v_winners > 0 then
    -- Every write repeats its limit and its rows are counted: what a forgotten lock let through is rolled back.
    with counted as (
      insert into activity_quota as q (merchant_id, member_id, activity_id, participations, day, participations_today, wins)
      select p_merchant, w.member, p_activity, 1, v_day, 1, jsonb_build_object(p_pool, 1)
      from unnest(p_members, v_won) w(member, won) where w.won
      on conflict (merchant_id, member_id, activity_id) do update set
        participations = q.participations + 1,
        participations_today = case when q.day = v_day then q.participations_today else 0 end + 1,
        day = v_day,
        wins = jsonb_set(q.wins, array[p_pool], to_jsonb(coalesce((q.wins ->> p_pool)::int, 0) + 1))
      where (v_per_member is null or q.participations < v_per_member)
        and (v_per_password is null or coalesce((q.wins ->> p_pool)::int, 0) < v_per_password)
        and (v_per_day is null or case when q.day = v_day then q.participations_today else 0 end < v_per_day)
      returning 1
    ), stored as (
      insert into participation (merchant_id, id, activity_id, pool_id, member_id, request_id, at, day)
      select p_merchant, w.id, p_activity, p_pool, w.member, w.request, v_now, v_day
      from unnest(p_members, p_participations, p_requests, v_won) w(member, id, request, won) where w.won
    ), written as (
      insert into audit_entry
        (merchant_id, id, at, actor_type, actor_id, action, object_type, object_id, after, request_id)
      select p_merchant, w.id, v_now, w.actor_type, w.actor, 'activity.participate', 'participation', w.participation,
        jsonb_build_object('activityId', p_activity, 'poolId', p_pool), w.trace
      from unnest(p_audits, p_actor_types, p_actors, p_participations, p_traces, v_won)
        w(id, actor_type, actor, participation, trace, won) where w.won
    ), issued as (
      insert into voucher (merchant_id, id, member_id, coupon_id, terms_version, code, issued_at, valid_from, valid_until,
        source, source_id, issued_by_type, issued_by)
      select p_merchant, x.id, w.member, k.coupon, k.version, x.code, v_now, coalesce(k.valid_from, v_now),
        case when k.hours is null then k.valid_until else v_now + make_interval(hours => k.hours) end,
        'prize', w.participation, w.actor_type, w.actor
      from unnest(p_vouchers, p_codes) with ordinality x(id, code, n)
      join unnest(p_members, p_participations, p_actor_types, p_actors, v_won)
        with ordinality w(member, participation, actor_type, actor, won, n) on w.n = (x.n - 1) / v_units + 1
      join (select row_number() over (order by i.position, g) as unit, i."couponId" as coupon, i.version,
          i."validFrom" as valid_from, i."validUntil" as valid_until, i.hours
        from jsonb_to_recordset(p_plan -> 'items') as i("couponId" text, position int, quantity int, version int,
          "validFrom" timestamptz, "validUntil" timestamptz, hours int), generate_series(1, i.quantity) g) k
        on k.unit = (x.n - 1) % v_units + 1
      where w.won
      returning 1
    )
    select (select count(*) from counted), (select count(*) from issued) into v_rows, v_left;
    if v_rows <> v_winners or v_left <> v_winners * v_units then
      raise exception 'a member''s counts changed under their lock';
    end if;
    update prize_pool set issued = issued + v_winners
      where merchant_id = p_merchant and id = p_pool and issued + v_winners <= inventory;
    if not found then raise exception 'the prize pool changed under its lock'; end if;
    update activity_stock s set participations = s.participations + v_winners, participants = s.participants + v_new
      where merchant_id = p_merchant and activity_id = p_activity and shard = v_shard
        and (s.total is null or s.participations + v_winners <= s.total);
    if not found then raise exception 'the activity''s counter changed under its lock'; end if;
    for v_item in
      select i."couponId" as coupon, i.quantity, i.limited
      from jsonb_to_recordset(p_plan -> 'items') as i("couponId" text, quantity int, limited boolean)
      order by i."couponId"
    loop
      update coupon_stock s set issued = s.issued + v_winners * v_item.quantity
        where merchant_id = p_merchant and coupon_id = v_item.coupon
          and shard = case when v_item.limited then 0 else v_shard end
          and (s.quantity is null or s.issued + v_winners * v_item.quantity <= s.quantity);
      if not found then raise exception 'the stock of a coupon changed under its lock'; end if;
    end loop;
    insert into outbox_batch (merchant_id, id, events)
    select p_merchant, p_batch, ('[' || string_agg(w.events, ',' order by w.n) || ']')::jsonb
    from unnest(string_to_array(p_events, chr(31)), v_won) with ordinality w(events, won, n) where w.won;
  end if;
  return query select u.outcome, case when u.won then p_participations[u.n] else u.earlier end, u.earlier_pool,
    u.total, u.today, u.wins, extract(epoch from u.until)::float8 * 1000, extract(epoch from v_now)::float8 * 1000, v_shortage
    from unnest(v_outcomes, v_earlier, v_earlier_pools, v_totals, v_todays, v_wins, v_untils, v_won)
      with ordinality u(outcome, earlier, earlier_pool, total, today, wins, until, won, n)
    order by u.n;
end $$;

-- no-transaction
-- Each statement by itself: together they would hold the locks of many tables that are in use.
-- What a claim costs, made less without giving anything up (docs/adr/0014): references are checked for all rows of a
-- statement at once, a group of claims has one audit entry, and its announcement is stored as it comes.

-- One audit entry tells of all wins of one transaction; null = the win has an entry of its own, as before.
alter table participation add column if not exists audit_id text;
--> statement-breakpoint
-- The request that won, as logs name it; null = the audit entry tells.
alter table participation add column if not exists trace text;
--> statement-breakpoint
-- The events of an outbox row, however it keeps them. A rush of claims announces its wins as
-- {"wins": {"activityId", "poolId", "coupons": [of each unit], "won": [[participation, member, voucher of each unit]]}}
-- which are told as one activity.participated for each win and one voucher.issued for each of its vouchers (api.md),
-- with ids made of those of what they tell of: the same however often they are read. Strict, which keeps it from being
-- made part of whoever asks: the planner would take each of its three lists for a hundred long and a row for a million.
create or replace function announced_events(p_events jsonb)
  returns table (id text, type text, "subjectId" text, payload jsonb) language sql immutable strict rows 100 as $$
  select e.id, e.type, e."subjectId", e.payload
  from jsonb_array_elements(p_events) with ordinality one(event, at)
  cross join lateral (
    select 0::bigint as win, 0::bigint as part, event ->> 'id' as id, event ->> 'type' as type,
      event ->> 'subjectId' as "subjectId", event -> 'payload' as payload
    where not event ? 'wins'
    union all
    select w.win, 0, 'evt' || substr(w.won ->> 0, 4), 'activity.participated', event -> 'wins' ->> 'activityId',
      jsonb_build_object('participationId', w.won -> 0, 'memberId', w.won -> 1, 'poolId', event -> 'wins' -> 'poolId')
    from jsonb_array_elements(event -> 'wins' -> 'won') with ordinality w(won, win)
    union all
    select w.win, c.unit, 'evt' || substr(w.won ->> (c.unit + 1)::int, 4), 'voucher.issued',
      w.won ->> (c.unit + 1)::int,
      jsonb_build_object('memberId', w.won -> 1, 'couponId', c.coupon, 'source', 'prize', 'sourceId', w.won -> 0)
    from jsonb_array_elements(event -> 'wins' -> 'won') with ordinality w(won, win)
    cross join jsonb_array_elements(event -> 'wins' -> 'coupons') with ordinality c(coupon, unit)
  ) e
  order by one.at, e.win, e.part
$$;
--> statement-breakpoint
-- A reference of a voucher or a participation, looked at for a whole statement: what is new must find its parents.
-- Parents that many rows share are looked at once, and not locked: a row that every claim locks is a queue. They go
-- only together with their stock (coupon, prize pool), which whoever issues draws on before it commits. A member is
-- held by the lock a foreign key takes.
create or replace function check_voucher_references() returns trigger language plpgsql set enable_seqscan = off as $$
declare v_orphan text;
begin
  select n.member_id into v_orphan from new_rows n
    left join lateral (select id from member m where m.merchant_id = n.merchant_id and m.id = n.member_id
      limit 1 for key share) m on true
    where m.id is null limit 1;
  if found then
    raise exception 'a voucher''s member % does not exist', v_orphan using errcode = 'foreign_key_violation';
  end if;
  select n.coupon_id into v_orphan from (select distinct merchant_id, coupon_id, terms_version from new_rows) n
    left join lateral (select version from coupon_terms t where t.merchant_id = n.merchant_id
      and t.coupon_id = n.coupon_id and t.version = n.terms_version limit 1) t on true
    where t.version is null limit 1;
  if found then
    raise exception 'a voucher''s terms of coupon % do not exist', v_orphan using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create or replace trigger voucher_references after insert on voucher
  referencing new table as new_rows for each statement execute function check_voucher_references();
--> statement-breakpoint
-- A transfer moves a voucher to another member; its terms never change (0001).
create or replace function check_moved_voucher() returns trigger language plpgsql as $$
begin
  perform from member m where m.merchant_id = new.merchant_id and m.id = new.member_id for key share;
  if not found then
    raise exception 'a voucher''s member % does not exist', new.member_id using errcode = 'foreign_key_violation';
  end if;
  perform from coupon_terms t where t.merchant_id = new.merchant_id and t.coupon_id = new.coupon_id
    and t.version = new.terms_version for key share;
  if not found then
    raise exception 'a voucher''s terms of coupon % do not exist', new.coupon_id
      using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create or replace trigger voucher_references_moved after update of merchant_id, member_id, coupon_id, terms_version on voucher
  for each row execute function check_moved_voucher();
--> statement-breakpoint
create or replace function check_participation_references() returns trigger language plpgsql set enable_seqscan = off as $$
declare v_orphan text;
begin
  -- Its member is looked at with the vouchers, without which nothing is won.
  select n.pool_id into v_orphan from (select distinct merchant_id, activity_id, pool_id from new_rows) n
    left join lateral (select id from prize_pool p where p.merchant_id = n.merchant_id
      and p.activity_id = n.activity_id and p.id = n.pool_id limit 1) p on true
    where p.id is null limit 1;
  if found then
    raise exception 'a participation''s prize pool % does not exist', v_orphan using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
-- A participation is never changed (0001), so an insert is all there is to look at.
create or replace trigger participation_references after insert on participation
  referencing new table as new_rows for each statement execute function check_participation_references();
--> statement-breakpoint
-- The other end: a parent goes, or takes another key, only while nothing refers to it.
create or replace function keep_referred_member() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select from voucher v where v.merchant_id = old.merchant_id and v.member_id = old.id)
    or exists (select from participation p where p.merchant_id = old.merchant_id and p.member_id = old.id) then
    raise exception 'vouchers or participations refer to member %', old.id using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create or replace trigger member_referred after delete or update of merchant_id, id on member
  for each row execute function keep_referred_member();
--> statement-breakpoint
create or replace function keep_referred_terms() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select from voucher v where v.merchant_id = old.merchant_id and v.coupon_id = old.coupon_id
    and v.terms_version = old.version) then
    raise exception 'vouchers refer to version % of coupon %', old.version, old.coupon_id
      using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create or replace trigger coupon_terms_referred after delete or update of merchant_id, coupon_id, version on coupon_terms
  for each row execute function keep_referred_terms();
--> statement-breakpoint
create or replace function keep_referred_pool() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select from participation p where p.merchant_id = old.merchant_id and p.activity_id = old.activity_id
    and p.pool_id = old.id) then
    raise exception 'participations refer to prize pool %', old.id using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create or replace trigger prize_pool_referred after delete or update of merchant_id, activity_id, id on prize_pool
  for each row execute function keep_referred_pool();
--> statement-breakpoint
-- The foreign keys stay, as the record of what refers to what; the triggers above enforce them.
alter table voucher
  alter constraint voucher_merchant_id_coupon_id_terms_version_coupon_terms_mercha not enforced;
--> statement-breakpoint
alter table voucher alter constraint voucher_merchant_id_member_id_member_merchant_id_id_fk not enforced;
--> statement-breakpoint
alter table participation
  alter constraint participation_merchant_id_activity_id_pool_id_prize_pool_mercha not enforced;
--> statement-breakpoint
alter table participation
  alter constraint participation_merchant_id_member_id_member_merchant_id_id_fk not enforced;
--> statement-breakpoint
-- Whether what claims were planned by still is so. For `claim_from_pool` alone, whose settings it runs under.
create or replace function claim_facts_hold(p_merchant text, p_activity text, p_plan jsonb) returns boolean
  language plpgsql as $$
begin
  return exists (select from activity a where a.merchant_id = p_merchant and a.id = p_activity
      and a.revision = (p_plan ->> 'revision')::int)
    and exists (select from merchant m where m.id = p_merchant and m.revision = (p_plan ->> 'merchantRevision')::int)
    and not exists (select from jsonb_to_recordset(p_plan -> 'items') as i("couponId" text, revision int)
      left join lateral (select revision from coupon where merchant_id = p_merchant and id = i."couponId" limit 1) c
        on true
      where c.revision is distinct from i.revision);
end $$;
--> statement-breakpoint
-- What a group of claims on one prize pool does in one call: one lock, one set-based decision, one set of writes, one
-- commit (docs/adr/0013, 0014). The caller has planned by pure rules over facts (p_plan); under the locks this function
-- looks whether those facts still are the facts. What depends on counters is decided here, request by request in their
-- order, and a model test holds it equal to the pure rules.
--
-- Two ways, one result. `p_ahead` false: the stock is locked first, so that what is left of it is given out exactly.
-- `p_ahead` true, for when there is plenty: everything else comes first and the stock is drawn last, so that groups at
-- work at once wait for each other only while one commits; where it does not suffice for all, or a fact changed, all is
-- undone by an exception (SC001, SC002) and the caller asks again the other way.
--
-- Few statements, for starting one costs more than a claim in it. Every plan reads by key, so one is as good for a lone
-- claim as for five hundred and is made once for a connection. Nor may it read a table whole because that was empty when
-- the plan was made.
--
-- Each member may stand in p_members once. What one win gives stands in p_coupons with its terms and window, a voucher
-- each (window null = from or until whenever; hours = from now on for so long); the stocks it draws on in
-- p_stocks, by coupon id, how many of each and whether it is limited; p_vouchers and p_codes hold as many
-- for each request;
-- p_wins how each would be told among the wins of an announcement (`announced_events`), with a comma and a line feed
-- between them, and p_told the rest of it. An actor that is null is the member. A session in p_sessions must
-- be that member's and good. p_tries are the names of the limits of
-- wrong tries: two that a member's id is put behind, and that of the activity; p_addresses those of where each came from.
-- Answers the instant of the decision (null = the facts are not the facts), what ran short if anything did, how much is left at
-- least, and a line for each request: outcome, then the member's successes in total, today and with this pool before it,
-- with commas between; after `earlier` also the participation and pool of the earlier answer, after `tries` the time when
-- tries are looked at again. Outcomes: won, no_session, earlier, again (another transaction holds this member's tries), no_member,
-- tries, blocked, limit, supply. Times are milliseconds since 1970.
create or replace function claim_from_pool(
  p_merchant text,
  p_activity text,
  p_pool text,
  p_plan jsonb,
  p_members text[],
  p_sessions text[],
  p_requests text[],
  p_traces text[],
  p_actor_types text[],
  p_actors text[],
  p_participations text[],
  p_vouchers text[],
  p_codes text[],
  p_coupons text[],
  p_versions int[],
  p_from timestamptz[],
  p_until timestamptz[],
  p_hours int[],
  p_stocks text[],
  p_quantities int[],
  p_limits boolean[],
  p_wins text,
  p_told text,
  p_batch text,
  p_audit text,
  p_tries text[],
  p_addresses text[],
  p_try_limits int[],
  p_wait boolean,
  p_ahead boolean,
  out at double precision,
  out shortage text,
  out remaining bigint,
  out outcomes text
) language plpgsql set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  v_now timestamptz;
  v_day date := (p_plan ->> 'day')::date;
  v_per_member int := (p_plan ->> 'perMember')::int;
  v_per_day int := (p_plan ->> 'perMemberPerDay')::int;
  v_per_password int := (p_plan ->> 'perPassword')::int;
  v_shard int := (p_plan ->> 'shard')::int;
  v_limited boolean := (p_plan ->> 'limited')::boolean;
  v_units int := cardinality(p_coupons);
  v_items jsonb := p_plan -> 'items';
  v_hash text;
  v_least bigint;
  v_scarce text;
  v_stocks bigint;
  v_locked boolean[];
  v_won boolean[];
  v_places tid[];
  v_are_facts boolean;
  v_winners bigint;
  v_new bigint;
  v_written bigint[];
begin
  -- One member's tries are looked at one after another; whoever is being looked at elsewhere is asked again alone.
  if p_wait then
    perform pg_advisory_xact_lock(hashtextextended('tries:' || p_activity || ':' || p_members[1], 0));
    v_locked := array[true];
  else
    select array_agg(pg_try_advisory_xact_lock(hashtextextended('tries:' || p_activity || ':' || u.member, 0)) order by u.n)
      into v_locked from unnest(p_members) with ordinality u(member, n);
  end if;
  if not p_ahead then
    -- The lock order of the product: pool, activity counter, stock by coupon id. Each waits for the one before, by
    -- asking for its row.
    with pool as materialized (
      select inventory - issued as left_over, password_hash from prize_pool
      where merchant_id = p_merchant and id = p_pool and activity_id = p_activity for no key update
    ), whole as materialized (
      select s.total - s.participations as left_over from activity_stock s
      where (select count(*) from pool) = 1 and merchant_id = p_merchant and activity_id = p_activity
        and shard = v_shard and (s.total is not null) = v_limited for no key update
    ), stock as materialized (
      select i.coupon, i.position, case when not i.available then 0 when i.limited then s.left_over / i.quantity end as wins
      from (
        select x."couponId" as coupon, x.position, x.quantity, x.limited, x.available
        from jsonb_to_recordset(v_items)
          as x("couponId" text, position int, quantity int, limited boolean, available boolean)
        where (select count(*) from whole) = 1 order by x."couponId"
      ) i cross join lateral (
        select s.quantity - s.issued as left_over from coupon_stock s
        where merchant_id = p_merchant and coupon_id = i.coupon and shard = case when i.limited then 0 else v_shard end
          and (s.quantity is not null) = i.limited limit 1 for no key update
      ) s
    )
    select p.password_hash, least(p.left_over, w.left_over), s.stocks, s.wins, s.scarce
    into v_hash, remaining, v_stocks, v_least, v_scarce
    from pool p, whole w, (
      select count(*) as stocks, min(wins) as wins, (array_agg(coupon order by wins, position))[1] as scarce from stock
    ) s;
    if v_hash is distinct from p_plan ->> 'passwordHash' or v_stocks is distinct from jsonb_array_length(v_items) then
      return;
    end if;
    -- The coupon that gives out first, of those that give out together the first in the order of the prizes.
    shortage := 'sold_out';
    if v_least < remaining then
      remaining := v_least;
      shortage := v_scarce;
    end if;
  elsif v_items @> '[{"available": false}]' then
    -- What cannot be given has no stock to be drawn.
    raise exception 'not enough for all' using errcode = 'SC001';
  end if;
  -- Everything that decides is held, or will be looked at again: what is read from here on is true at commit.
  v_now := date_trunc('milliseconds', clock_timestamp());
  if v_now < (p_plan ->> 'from')::timestamptz or v_now >= (p_plan ->> 'until')::timestamptz then
    return;
  end if;
  with request as (
    select * from unnest(p_members, p_sessions, p_requests, p_addresses, v_locked)
      with ordinality r(member, session, request, address, locked, n)
  ), tried as materialized (
    select bucket, hits, resets_at from rate_bucket
    where resets_at > v_now and bucket = any (array(
      select p_tries[1] || m from unnest(p_members) m union all select p_tries[2] || m from unnest(p_members) m
      union all select distinct a from unnest(p_addresses) a union all select p_tries[3]))
  ), seen as (
    select r.n, e.id as earlier, e.pool_id as earlier_pool, t.until, q.place,
      coalesce(q.participations, 0) as total,
      case when q.day = v_day then q.participations_today else 0 end as today,
      coalesce((q.wins ->> p_pool)::int, 0) as wins,
      case
        when r.session is not null and
          (s.member_id is distinct from r.member or s.ended_at is not null or s.expires_at <= v_now) then 'no_session'
        when not r.locked then 'again'
        when e.id is not null then 'earlier'
        when m.id is null then 'no_member'
        when t.until is not null then 'tries'
        when m.blocked_at is not null then 'blocked'
        when q.participations >= v_per_member
          or (q.wins ->> p_pool)::int >= v_per_password
          or case when q.day = v_day then q.participations_today else 0 end >= v_per_day then 'limit'
      end as refused
    from request r
    -- By their keys, one by one, whatever the statistics say: a plan that was kept since these tables were empty would
    -- read them whole. `is true` keeps a participation from every index but that of its request.
    left join lateral (select member_id, ended_at, expires_at from member_session where merchant_id = p_merchant
      and id = r.session limit 1) s on true
    left join lateral (select id, blocked_at from member where merchant_id = p_merchant and id = r.member limit 1) m
      on true
    left join lateral (select ctid as place, * from activity_quota where merchant_id = p_merchant
      and member_id = r.member and activity_id = p_activity limit 1) q on true
    -- Whoever never succeeded has no earlier success to find.
    left join lateral (select id, pool_id from participation where q.member_id is not null and member_id = r.member
      and request_id = r.request and (activity_id = p_activity and merchant_id = p_merchant) is true limit 1) e on true
    left join lateral (select max(t.resets_at) as until from tried t
      where (t.bucket = p_tries[1] || r.member and t.hits >= p_try_limits[1])
        or (t.bucket = p_tries[2] || r.member and t.hits >= p_try_limits[2])
        or (t.bucket = r.address and t.hits >= p_try_limits[3])
        or (t.bucket = p_tries[3] and t.hits >= p_try_limits[4])) t on true
  ), decided as (
    select s.*, coalesce(s.refused, case when p_ahead or
      count(*) filter (where s.refused is null) over (order by s.n rows unbounded preceding) <= remaining
      then 'won' else 'supply' end) as outcome
    from seen s
  )
  select array_agg(d.outcome = 'won' order by d.n), array_agg(d.place order by d.n),
    string_agg(concat_ws(',', d.outcome, d.total, d.today, d.wins, d.earlier, d.earlier_pool,
      extract(epoch from d.until) * 1000), E'\n' order by d.n),
    count(*) filter (where d.outcome = 'won'), count(*) filter (where d.outcome = 'won' and d.place is null),
    p_ahead or claim_facts_hold(p_merchant, p_activity, p_plan)
  into v_won, v_places, outcomes, v_winners, v_new, v_are_facts
  from decided d;
  if not v_are_facts then
    outcomes := null;
    return;
  end if;
  if v_winners > 0 then
    -- Every write repeats its limit and its rows are counted: what a forgotten lock let through is rolled back.
    with winner as materialized (
      select w.* from unnest(p_members, p_requests, p_traces, p_actor_types, p_actors, p_participations, v_won, v_places)
        with ordinality w(member, request, trace, actor_type, actor, participation, won, place, n) where w.won
    ), begun as (
      insert into activity_quota (merchant_id, member_id, activity_id, participations, day, participations_today, wins)
      select p_merchant, w.member, p_activity, 1, v_day, 1, jsonb_build_object(p_pool, 1) from winner w
      where w.place is null
      returning 1
    ), counted as (
      -- Where it was found just now, and nobody may have moved it: its member is held. `is true` keeps it from any
      -- other way.
      update activity_quota q set
        participations = q.participations + 1,
        participations_today = case when q.day = v_day then q.participations_today else 0 end + 1,
        day = v_day,
        wins = jsonb_set(q.wins, array[p_pool], to_jsonb(coalesce((q.wins ->> p_pool)::int, 0) + 1))
      from winner w
      where q.ctid = w.place
        and (q.merchant_id = p_merchant and q.member_id = w.member and q.activity_id = p_activity) is true
        and (v_per_member is null or q.participations < v_per_member)
        and (v_per_password is null or coalesce((q.wins ->> p_pool)::int, 0) < v_per_password)
        and (v_per_day is null or case when q.day = v_day then q.participations_today else 0 end < v_per_day)
      returning 1
    ), stored as (
      insert into participation (merchant_id, id, activity_id, pool_id, member_id, request_id, at, day, audit_id, trace)
      select p_merchant, w.participation, p_activity, p_pool, w.member, w.request, v_now, v_day, p_audit, w.trace
      from winner w
    ), issued as (
      insert into voucher (merchant_id, id, member_id, coupon_id, terms_version, code, issued_at, valid_from, valid_until,
        source, source_id, issued_by_type, issued_by)
      select p_merchant, p_vouchers[(w.n - 1) * v_units + u], w.member, p_coupons[u], p_versions[u],
        p_codes[(w.n - 1) * v_units + u], v_now, coalesce(p_from[u], v_now),
        case when p_hours[u] is null then p_until[u] else v_now + make_interval(hours => p_hours[u]) end,
        'prize', w.participation, coalesce(w.actor_type, 'member'), coalesce(w.actor, w.member)
      from winner w, generate_series(1, v_units) u
      returning 1
    ), announced as (
      insert into outbox_batch (merchant_id, id, events)
      select p_merchant, p_batch, ('[{"wins":{' || p_told || ',"won":[' || case
        when v_winners = cardinality(v_won) then p_wins
        else (select string_agg(e.part, ',' order by e.n) from unnest(string_to_array(p_wins, E',\n'), v_won)
          with ordinality e(part, won, n) where e.won) end || ']}}]')::jsonb
    ), written as (
      insert into audit_entry (merchant_id, id, at, actor_type, actor_id, action, object_type, object_id, after, request_id)
      select p_merchant, p_audit, v_now, 'system', null, 'activity.participate', 'prize_pool', p_pool,
        jsonb_build_object('activityId', p_activity, 'wins', v_winners), p_batch
    )
    select array[(select count(*) from begun), (select count(*) from counted), (select count(*) from issued)]
    into v_written;
    if v_written <> array[v_new, v_winners - v_new, v_winners * v_units] then
      raise exception 'a member''s counts changed under their lock: %', v_written;
    end if;
    -- The same lock order again, for who comes ahead takes the locks only here.
    with drawn as (
      update prize_pool p set issued = p.issued + v_winners
      where p.merchant_id = p_merchant and p.id = p_pool and p.activity_id = p_activity
        and p.password_hash = p_plan ->> 'passwordHash' and p.issued + v_winners <= p.inventory
      returning p.inventory - p.issued as left_over
    ), added as (
      update activity_stock s set participations = s.participations + v_winners, participants = s.participants + v_new
      where (select count(*) from drawn) = 1
        and s.merchant_id = p_merchant and s.activity_id = p_activity and s.shard = v_shard
        and (s.total is not null) = v_limited and (s.total is null or s.participations + v_winners <= s.total)
      returning s.total - s.participations as left_over
    )
    select least(d.left_over, a.left_over) into remaining from drawn d, added a;
    if not found then raise exception 'not enough for all' using errcode = 'SC001'; end if;
    for i in 1 .. cardinality(p_stocks) loop
      update coupon_stock s set issued = s.issued + v_winners * p_quantities[i]
        where s.merchant_id = p_merchant and s.coupon_id = p_stocks[i] and s.shard = case when p_limits[i] then 0 else v_shard end
          and (s.quantity is not null) = p_limits[i]
          and (s.quantity is null or s.issued + v_winners * p_quantities[i] <= s.quantity)
        returning least(remaining, (s.quantity - s.issued) / p_quantities[i]) into remaining;
      if not found then raise exception 'not enough for all' using errcode = 'SC001'; end if;
    end loop;
  end if;
  -- The stock is held by now: the last look at the facts of who came ahead.
  if p_ahead and not claim_facts_hold(p_merchant, p_activity, p_plan) then
    raise exception 'the facts changed' using errcode = 'SC002';
  end if;
  at := extract(epoch from v_now)::float8 * 1000;
end $$;

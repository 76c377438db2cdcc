import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const claims = inFile("db/migrations/0010_leaner_claims.sql");
const tables = inFile("db/migrations/0000_foundation.sql");

const claiming = (name: string): Red => ({ file: "lib/activities/claim-prizes.db.test.ts", name });
const batch = (name: string): Red => ({ file: "lib/activities/repository/claim-batch.db.test.ts", name });
const ahead = (name: string): Red => ({ file: "lib/activities/repository/claim-ahead.db.test.ts", name });
const model: Red = { file: "lib/activities/claim-model.db.test.ts" };
const rush = claiming("a stock of 50 is won exactly 50 times");
const tooLittle = ahead("find too little for all");

// A guard that stands in the decision, in the draw and in a CHECK is broken in all three.
const poolDraw = claims(" and p.issued + v_winners <= p.inventory\n", "\n");
const poolCheck = tables(
  'CHECK ("prize_pool"."issued" between 0 and "prize_pool"."inventory")',
  'CHECK ("prize_pool"."issued" >= 0)',
);
const totalDraw = claims(" and (s.total is null or s.participations + v_winners <= s.total)\n", "\n");
const totalCheck = tables(
  '"activity_stock"."participations" >= 0 and ("activity_stock"."total" is null or "activity_stock"."participations" <= "activity_stock"."total")',
  '"activity_stock"."participations" >= 0',
);
const stockDraw = claims(
  " and (s.quantity is null or s.issued + v_winners * p_quantities[i] <= s.quantity)\n",
  "\n",
);
const stockCheck = tables(
  '"coupon_stock"."issued" >= 0 and ("coupon_stock"."quantity" is null or "coupon_stock"."issued" <= "coupon_stock"."quantity")',
  '"coupon_stock"."issued" >= 0',
);
const capacity = "least(p.left_over, w.left_over), s.stocks,";

/** What is there to give: locks, capacities, draws, CHECKs (I-1, I-5). */
const supply: Mutant[] = [
  {
    guard: "pool: its stock ignored in decision, draw and CHECK",
    edits: [claims(capacity, "coalesce(w.left_over, 1000000), s.stocks,"), poolDraw, poolCheck],
    red: [rush],
  },
  {
    guard: "pool: lock dropped, draw and CHECK ignore the stock",
    edits: [
      claims(
        "id = p_pool and activity_id = p_activity for no key update",
        "id = p_pool and activity_id = p_activity",
      ),
      poolDraw,
      poolCheck,
    ],
    red: [batch("never win more than a pool holds")],
  },
  { guard: "pool: draw and CHECK ignore the stock ahead", edits: [poolDraw, poolCheck], red: [tooLittle] },
  {
    guard: "pool: what is refused uses up what is there",
    edits: [claims("count(*) filter (where s.refused is null) over (", "count(*) over (")],
    red: [model],
  },
  {
    guard: "pool: who came last wins",
    edits: [claims("over (order by s.n rows unbounded", "over (order by s.n desc rows unbounded")],
    red: [batch("in the order they came")],
  },
  {
    guard: "activity's total ignored in decision, draw and CHECK",
    edits: [claims(capacity, "p.left_over, s.stocks,"), totalDraw, totalCheck],
    red: [claiming("the activity's total holds over both passwords")],
  },
  {
    guard: "activity's counter: lock dropped, draw and CHECK ignore the total",
    edits: [
      claims(
        "and (s.total is not null) = v_limited for no key update",
        "and (s.total is not null) = v_limited",
      ),
      totalDraw,
      totalCheck,
    ],
    red: [batch("never win more than an activity's total over its pools")],
  },
  {
    guard: "activity's total: draw and CHECK ignore it ahead",
    edits: [totalDraw, totalCheck],
    red: [tooLittle],
  },
  {
    guard: "pool, total: a draw that finds too little goes on (SC001)",
    edits: [
      claims(
        "if not found then raise exception 'not enough for all' using errcode = 'SC001'; end if;\n    for",
        "for",
      ),
    ],
    red: [tooLittle],
  },
  {
    guard: "coupon's stock ignored in decision, draw and CHECK",
    edits: [
      claims("when i.limited then s.left_over / i.quantity end", "when false then 0 end"),
      stockDraw,
      stockCheck,
    ],
    red: [claiming("a coupon of 60 shared by two passwords")],
  },
  {
    guard: "coupon's stock: lock dropped, draw and CHECK ignore the stock",
    edits: [claims("= i.limited limit 1 for no key update", "= i.limited limit 1"), stockDraw, stockCheck],
    red: [batch("never issue more of a coupon than there is over two activities")],
  },
  {
    guard: "coupon's stock: draw and CHECK ignore it ahead",
    edits: [stockDraw, stockCheck],
    red: [tooLittle],
  },
  {
    guard: "coupon's stock: a draw that finds too little goes on (SC001)",
    edits: [
      claims(
        "if not found then raise exception 'not enough for all' using errcode = 'SC001'; end if;\n    end loop;",
        "end loop;",
      ),
    ],
    red: [tooLittle],
  },
  {
    guard: "coupon's stock: a part of a win is given",
    edits: [
      claims("s.left_over / i.quantity end", "(s.left_over + i.quantity - 1) / i.quantity end"),
      stockDraw,
      stockCheck,
    ],
    red: [claiming("gives nothing when one of its prizes is not to be had")],
  },
  {
    guard: "coupon that cannot be given now is given, stock first",
    edits: [claims("case when not i.available then 0 when i.limited", "case when i.limited")],
    red: [batch("does not give a coupon that cannot be given now")],
  },
  {
    guard: "coupon that cannot be given now is given, stock last",
    edits: [claims(`elsif v_items @> '[{"available": false}]' then`, "elsif false then")],
    red: [ahead("take nothing of what cannot be given now")],
  },
  {
    guard: "shortage names another coupon than the one that is gone",
    edits: [claims("order by wins, position))[1]", "order by wins, position desc))[1]")],
    red: [batch("names the first of its prizes")],
  },
  {
    guard: "what is left: by the pool alone",
    edits: [
      claims("select least(d.left_over, a.left_over) into remaining", "select d.left_over into remaining"),
    ],
    red: [batch("tell how many more can be won at least")],
  },
  {
    guard: "what is left: coupons not looked at",
    edits: [
      claims(
        "returning least(remaining, (s.quantity - s.issued) / p_quantities[i]) into",
        "returning remaining into",
      ),
    ],
    red: [batch("tell how many more can be won at least")],
  },
];

const tryLimit = (n: number, whose: string): Mutant => ({
  guard: `tries: the limit of ${whose} ignored`,
  edits: [claims(`t.hits >= p_try_limits[${n}])`, "false)")],
  red: [batch("each of the four limits of wrong tries")],
});

const perMember = claims("when q.participations >= v_per_member\n          or ", "when ");
const today = "or case when q.day = v_day then q.participations_today else 0 end >= v_per_day then 'limit'";

/** What one member may: limits, tries, blocks (I-2, I-3, S-14). */
const members: Mutant[] = [
  {
    guard: "member's limit ignored in decision and write",
    edits: [perMember, claims("        and (v_per_member is null or q.participations < v_per_member)\n", "")],
    red: [claiming("one member wins as often as allowed")],
  },
  {
    guard: "member's limit ignored in the decision: the write throws",
    edits: [perMember],
    red: [claiming("one member wins as often as allowed")],
  },
  {
    guard: "password's limit ignored in decision and write",
    edits: [
      claims("          or (q.wins ->> p_pool)::int >= v_per_password\n", ""),
      claims(
        "        and (v_per_password is null or coalesce((q.wins ->> p_pool)::int, 0) < v_per_password)\n",
        "",
      ),
    ],
    red: [claiming("the limit of each password holds")],
  },
  {
    guard: "daily limit ignored in decision and write",
    edits: [
      claims(today, "then 'limit'"),
      claims(
        "        and (v_per_day is null or case when q.day = v_day then q.participations_today else 0 end < v_per_day)\n",
        "",
      ),
    ],
    red: [claiming("the daily limit holds")],
  },
  {
    guard: "daily limit: a new day does not begin at zero",
    edits: [claims(today, "or q.participations_today >= v_per_day then 'limit'")],
    red: [claiming("a new local day of the activity's zone begins at zero")],
  },
  {
    guard: "member's counts: number of rows not asserted",
    edits: [
      claims(
        "if v_written <> array[v_new, v_winners - v_new, v_winners * v_units] then",
        "if v_written[3] <> v_winners * v_units then",
      ),
    ],
    red: [batch("what another transaction changed of a member's counts")],
  },
  {
    guard: "tries: lock not taken",
    edits: [
      claims(
        "pg_try_advisory_xact_lock(hashtextextended('tries:' || p_activity || ':' || u.member, 0)) order by u.n)",
        "true order by u.n)",
      ),
    ],
    red: [batch("whose tries are looked at elsewhere is asked again")],
  },
  {
    guard: "tries: one member in two groups at once",
    edits: [
      claims(
        "pg_try_advisory_xact_lock(hashtextextended('tries:' || p_activity || ':' || u.member, 0)) order by u.n)",
        "true order by u.n)",
      ),
    ],
    red: [batch("of one member in two groups at once")],
  },
  {
    guard: "tries: who asks alone does not wait for the lock",
    edits: [claims("if p_wait then\n    perform", "if p_wait and p_members is null then\n    perform")],
    red: [batch("who is asked alone waits for the tries of its member")],
  },
  {
    guard: "tries: used-up buckets ignored",
    edits: [claims("when t.until is not null then 'tries'", "when false then 'tries'")],
    red: [claiming("are no participation, are counted")],
  },
  tryLimit(1, "a member's minutes"),
  tryLimit(2, "a member's day"),
  tryLimit(3, "an address"),
  tryLimit(4, "the activity"),
  {
    guard: "tries: a bucket's end is not looked at",
    edits: [claims("where resets_at > v_now and bucket = any", "where bucket = any")],
    red: [batch("each of the four limits of wrong tries")],
  },
  {
    guard: "session not looked at where the claim is decided",
    edits: [claims("when r.session is not null and", "when false and")],
    red: [
      {
        file: "lib/activities/member-claim.db.test.ts",
        name: "wins nothing and is 401 once its session is ended",
      },
    ],
  },
  {
    guard: "session of another member is as good as one's own",
    edits: [claims("(s.member_id is distinct from r.member or ", "(s.member_id is null or ")],
    red: [{ file: "lib/activities/member-claim.db.test.ts", name: "when the session is another member's" }],
  },
  {
    guard: "blocked member wins",
    edits: [claims("when m.blocked_at is not null then 'blocked'", "when false then 'blocked'")],
    red: [model],
  },
  {
    guard: "member of nobody wins, or is no refusal",
    edits: [claims("when m.id is null then 'no_member'", "when false then 'no_member'")],
    red: [
      { file: "lib/tenancy-writes.db.test.ts", name: "claiming at another merchant's activity is not found" },
    ],
  },
];

/** Guards of the database function that decides claims: what there is to give, and what one member may. */
export const claimDecisionMutants: readonly Mutant[] = [...supply, ...members];

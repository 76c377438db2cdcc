import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const claims = inFile("db/migrations/0003_claims.sql");
const tables = inFile("db/migrations/0000_foundation.sql");

const claiming = (name: string): Red => ({ file: "lib/activities/claim-prizes.db.test.ts", name });
const batch = (name: string): Red => ({ file: "lib/activities/repository/claim-batch.db.test.ts", name });
const model: Red = { file: "lib/activities/claim-model.db.test.ts" };
const rush = claiming("a stock of 50 is won exactly 50 times");

// A guard that stands in the decision, in the write and in a CHECK is broken in all three.
const poolWrite = claims("and issued + v_winners <= inventory;", ";");
const poolCheck = tables(
  'CHECK ("prize_pool"."issued" between 0 and "prize_pool"."inventory")',
  'CHECK ("prize_pool"."issued" >= 0)',
);
const totalWrite = claims("and (s.total is null or s.participations + v_winners <= s.total);", ";");
const totalCheck = tables(
  '"activity_stock"."participations" >= 0 and ("activity_stock"."total" is null or "activity_stock"."participations" <= "activity_stock"."total")',
  '"activity_stock"."participations" >= 0',
);
const stockWrite = claims(
  "and (s.quantity is null or s.issued + v_winners * v_item.quantity <= s.quantity);",
  ";",
);
const stockCheck = tables(
  '"coupon_stock"."issued" >= 0 and ("coupon_stock"."quantity" is null or "coupon_stock"."issued" <= "coupon_stock"."quantity")',
  '"coupon_stock"."issued" >= 0',
);

/** What is there to give: locks, capacities, CHECKs (I-1, I-5). */
const supply: Mutant[] = [
  {
    guard: "pool: its stock ignored in decision, write and CHECK",
    edits: [
      claims(
        "v_capacity := least(v_pool_left, v_total_left);",
        "v_capacity := coalesce(v_total_left, 1000000);",
      ),
      poolWrite,
      poolCheck,
    ],
    red: [rush],
  },
  {
    guard: "pool: lock dropped, write and CHECK ignore the stock",
    edits: [
      claims(
        "id = p_pool and activity_id = p_activity for no key update;",
        "id = p_pool and activity_id = p_activity;",
      ),
      poolWrite,
      poolCheck,
    ],
    red: [batch("never win more than a pool holds")],
  },
  {
    guard: "pool: what is refused uses up what is there",
    edits: [claims("row_number() over (partition by s.refused is null order by s.n)", "s.n")],
    red: [model],
  },
  {
    guard: "pool: who came last wins",
    edits: [
      claims(
        "partition by s.refused is null order by s.n)",
        "partition by s.refused is null order by s.n desc)",
      ),
    ],
    red: [batch("in the order they came")],
  },
  {
    guard: "activity's total ignored in decision, write and CHECK",
    edits: [
      claims("v_capacity := least(v_pool_left, v_total_left);", "v_capacity := v_pool_left;"),
      totalWrite,
      totalCheck,
    ],
    red: [claiming("the activity's total holds over both passwords")],
  },
  {
    guard: "activity's counter: lock dropped, write and CHECK ignore the total",
    edits: [
      claims(
        "and (s.total is not null) = v_limited for no key update;",
        "and (s.total is not null) = v_limited;",
      ),
      totalWrite,
      totalCheck,
    ],
    red: [batch("never win more than an activity's total over its pools")],
  },
  {
    guard: "coupon's stock ignored in decision, write and CHECK",
    edits: [
      claims("when i.limited then (s.quantity - s.issued) / i.quantity end", "when false then 0 end"),
      stockWrite,
      stockCheck,
    ],
    red: [claiming("a coupon of 60 shared by two passwords")],
  },
  {
    guard: "coupon's stock: lock dropped, write and CHECK ignore the stock",
    edits: [
      claims(
        "and (s.quantity is not null) = v_item.limited for no key update;",
        "and (s.quantity is not null) = v_item.limited;",
      ),
      stockWrite,
      stockCheck,
    ],
    red: [batch("never issue more of a coupon than there is over two activities")],
  },
  {
    guard: "coupon's stock: a part of a win is given",
    edits: [
      claims(
        "(s.quantity - s.issued) / i.quantity end",
        "(s.quantity - s.issued + i.quantity - 1) / i.quantity end",
      ),
      stockWrite,
      stockCheck,
    ],
    red: [claiming("gives nothing when one of its prizes is not to be had")],
  },
  {
    guard: "coupon that cannot be given now is given",
    edits: [claims("case when not i.available then 0 when i.limited", "case when i.limited")],
    red: [batch("does not give a coupon that cannot be given now")],
  },
  {
    guard: "shortage names another coupon than the one that is gone",
    edits: [claims("order by i.position limit 1;", "order by i.position desc limit 1;")],
    red: [batch("names the first of its prizes")],
  },
];

/** What one member may: limits, tries, blocks (I-2, I-3, S-14). */
const members: Mutant[] = [
  {
    guard: "member's limit ignored in decision and write",
    edits: [
      claims("when coalesce(q.participations, 0) >= v_per_member\n          or ", "when "),
      claims("where (v_per_member is null or q.participations < v_per_member)\n        and ", "where "),
    ],
    red: [claiming("one member wins as often as allowed")],
  },
  {
    guard: "member's limit ignored in the decision: the write throws",
    edits: [claims("when coalesce(q.participations, 0) >= v_per_member\n          or ", "when ")],
    red: [claiming("one member wins as often as allowed")],
  },
  {
    guard: "password's limit ignored in decision and write",
    edits: [
      claims("or coalesce((q.wins ->> p_pool)::int, 0) >= v_per_password\n", "\n"),
      claims(
        "and (v_per_password is null or coalesce((q.wins ->> p_pool)::int, 0) < v_per_password)\n",
        "\n",
      ),
    ],
    red: [claiming("the limit of each password holds")],
  },
  {
    guard: "daily limit ignored in decision and write",
    edits: [
      claims("or case when q.day = v_day then q.participations_today else 0 end >= v_per_day then", "then"),
      claims(
        "and (v_per_day is null or case when q.day = v_day then q.participations_today else 0 end < v_per_day)\n",
        "\n",
      ),
    ],
    red: [claiming("the daily limit holds")],
  },
  {
    guard: "daily limit: a new day does not begin at zero",
    edits: [
      claims(
        "or case when q.day = v_day then q.participations_today else 0 end >= v_per_day then",
        "or q.participations_today >= v_per_day then",
      ),
    ],
    red: [claiming("a new local day of the activity's zone begins at zero")],
  },
  {
    guard: "member's counts: the write repeats no limit",
    edits: [
      claims("where (v_per_member is null or q.participations < v_per_member)\n        and ", "where "),
    ],
    red: [batch("what another transaction counted meanwhile")],
  },
  {
    guard: "member's counts: number of rows not asserted",
    edits: [claims("if v_rows <> v_winners or v_left", "if v_left")],
    red: [batch("what another transaction counted meanwhile")],
  },
  {
    guard: "vouchers: number of rows not asserted",
    edits: [claims("or v_left <> v_winners * v_units then", "then")],
    red: [batch("that would give fewer vouchers than its prizes")],
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
    guard: "tries: who asks alone does not wait for the lock",
    edits: [claims("if p_wait then\n    perform", "if false then\n    perform")],
    red: [batch("who is asked alone waits for the tries of its member")],
  },
  {
    guard: "tries: used-up buckets ignored",
    edits: [claims("when t.until is not null then 'tries'", "when false then 'tries'")],
    red: [claiming("are no participation, are counted")],
  },
  {
    guard: "tries: only the first bucket's limit is known",
    edits: [claims("p_bucket_limits[((b.n - 1) % 4 + 1)::int]", "p_bucket_limits[1]")],
    red: [batch("each of the four limits of wrong tries")],
  },
  {
    guard: "tries: a bucket's end is not looked at",
    edits: [claims("= any (p_buckets) and resets_at > v_now", "= any (p_buckets)")],
    red: [batch("each of the four limits of wrong tries")],
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

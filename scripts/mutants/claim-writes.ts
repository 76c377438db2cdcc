import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const claims = inFile("db/migrations/0003_claims.sql");
const tables = inFile("db/migrations/0000_foundation.sql");

const claiming = (name: string): Red => ({ file: "lib/activities/claim-prizes.db.test.ts", name });
const batch = (name: string): Red => ({ file: "lib/activities/repository/claim-batch.db.test.ts", name });
const model: Red = { file: "lib/activities/claim-model.db.test.ts" };
const rush = claiming("a stock of 50 is won exactly 50 times");
const whole = claiming("gives all prizes of the password at once");

/** The same request once, and facts that are still the facts (I-9, I-14). */
const truth: Mutant[] = [
  {
    guard: "earlier answer not looked up, request id not unique",
    edits: [
      claims("when e.id is not null then 'earlier'", "when false then 'earlier'"),
      tables(
        'CONSTRAINT "participation_request" UNIQUE("merchant_id","member_id","activity_id","request_id")',
        'CONSTRAINT "participation_request" UNIQUE("merchant_id","id")',
      ),
    ],
    red: [claiming("gives the same answer to the same request")],
  },
  {
    guard: "earlier answer found after the limits",
    edits: [
      claims("        when e.id is not null then 'earlier'\n", ""),
      claims(
        "then 'limit'\n      end as refused",
        "then 'limit'\n        when e.id is not null then 'earlier'\n      end as refused",
      ),
    ],
    red: [batch("was answered before, whatever has changed since")],
  },
  {
    guard: "revision of the activity not looked at",
    edits: [claims("and a.revision = (p_plan ->> 'revision')::int)", ")")],
    red: [claiming("nobody wins after a pause has been answered")],
  },
  {
    guard: "revision of a coupon not looked at",
    edits: [claims("on c.revision = i.revision;", "on true;")],
    red: [claiming("what is issued while the terms are edited")],
  },
  {
    guard: "revision of the merchant not looked at",
    edits: [claims("\n      and m.revision = (p_plan ->> 'merchantRevision')::int)", ")")],
    red: [batch("another revision")],
  },
  {
    guard: "plan's period: beginning not looked at",
    edits: [claims("v_now < (p_plan ->> 'from')::timestamptz or ", "")],
    red: [batch("an instant outside of its period")],
  },
  {
    guard: "plan's period: end not looked at",
    edits: [claims("or v_now >= (p_plan ->> 'until')::timestamptz\n", "\n")],
    red: [batch("an instant outside of its period")],
  },
  {
    guard: "password changed meanwhile not seen",
    edits: [
      claims("if not found or v_hash is distinct from p_plan ->> 'passwordHash' then", "if not found then"),
    ],
    red: [batch("another password")],
  },
  {
    guard: "activity that got a total meanwhile not seen",
    edits: [claims("and (s.total is not null) = v_limited for no key update", "for no key update")],
    red: [batch("that became limited or not meanwhile")],
  },
  {
    guard: "coupon that got a quantity meanwhile not seen",
    edits: [claims("and (s.quantity is not null) = v_item.limited for no key update", "for no key update")],
    red: [batch("that became limited or not meanwhile")],
  },
];

/** What a win writes (I-5, I-12, I-15, I-26). */
const writes: Mutant[] = [
  {
    guard: "counter not moved: the pool's",
    edits: [claims("set issued = issued + v_winners\n", "set issued = issued\n")],
    red: [whole],
  },
  {
    guard: "counter not moved: the activity's participations",
    edits: [
      claims(
        "set participations = s.participations + v_winners, participants",
        "set participations = s.participations + 1 - 1, participants",
      ),
      tables('"activity_stock"."participants" between 0 and "activity_stock"."participations"', "true"),
    ],
    red: [whole],
  },
  {
    guard: "counter not moved: the activity's participants",
    edits: [claims("participants = s.participants + v_new", "participants = s.participants")],
    red: [whole],
  },
  {
    guard: "counter wrong: participants counted at each win",
    edits: [claims("filter (where d.outcome = 'won' and d.is_new)", "filter (where d.outcome = 'won')")],
    red: [model],
  },
  {
    guard: "counter not moved: a coupon's",
    edits: [claims("set issued = s.issued + v_winners * v_item.quantity\n", "set issued = s.issued\n")],
    red: [whole],
  },
  {
    guard: "counter wrong: a coupon's by wins, not by copies",
    edits: [
      claims("set issued = s.issued + v_winners * v_item.quantity\n", "set issued = s.issued + v_winners\n"),
    ],
    red: [whole],
  },
  {
    guard: "counter not moved: a member's wins by pool",
    edits: [claims("coalesce((q.wins ->> p_pool)::int, 0) + 1))", "coalesce((q.wins ->> p_pool)::int, 0)))")],
    red: [model],
  },
  {
    guard: "counter not moved: a member's participations",
    edits: [claims("participations = q.participations + 1,", "participations = q.participations,")],
    red: [model],
  },
  {
    guard: "counter not moved: a member's participations of the day",
    edits: [claims("else 0 end + 1,\n", "else 0 end,\n")],
    red: [claiming("the daily limit holds")],
  },
  {
    guard: "audit row not written",
    edits: [
      claims(
        "w(id, actor_type, actor, participation, trace, won) where w.won",
        "w(id, actor_type, actor, participation, trace, won) where false",
      ),
    ],
    red: [whole],
  },
  {
    guard: "audit row says another did it",
    edits: [
      claims(
        "select p_merchant, w.id, v_now, w.actor_type, w.actor, 'activity",
        "select p_merchant, w.id, v_now, 'member', w.participation, 'activity",
      ),
    ],
    red: [batch("tells who did it and when")],
  },
  {
    guard: "outbox row not written",
    edits: [claims("insert into outbox_batch (merchant_id, id, events)\n    select", "perform")],
    red: [whole],
  },
  {
    guard: "outbox row tells of those who lost, too",
    edits: [
      claims(
        "from unnest(string_to_array(p_events, chr(31)), v_won) with ordinality w(events, won, n) where w.won;",
        "from unnest(string_to_array(p_events, chr(31)), v_won) with ordinality w(events, won, n);",
      ),
    ],
    red: [rush],
  },
  {
    guard: "voucher window: hours not added",
    edits: [claims("else v_now + make_interval(hours => k.hours) end", "else k.valid_until end")],
    red: [batch("the window that its plan says")],
  },
  {
    guard: "voucher window: end of the plan ignored",
    edits: [
      claims("case when k.hours is null then k.valid_until else", "case when k.hours is null then null else"),
    ],
    red: [batch("the window that its plan says")],
  },
  {
    guard: "voucher window: begins at once, whatever the plan",
    edits: [claims("coalesce(k.valid_from, v_now)", "v_now")],
    red: [batch("the window that its plan says")],
  },
  {
    guard: "voucher bound to the first terms, whatever was read",
    edits: [claims("k.coupon, k.version, x.code", "k.coupon, 1, x.code")],
    red: [claiming("what is issued while the terms are edited")],
  },
  {
    guard: "vouchers given to another winner of the group",
    edits: [
      claims("on w.n = (x.n - 1) / v_units + 1", "on w.n = array_length(p_members, 1) - (x.n - 1) / v_units"),
    ],
    red: [batch("each winner their own vouchers")],
  },
  {
    guard: "vouchers of other coupons than the prizes' order says",
    edits: [
      claims(
        "row_number() over (order by i.position, g) as unit",
        "row_number() over (order by i.position desc, g) as unit",
      ),
    ],
    red: [batch("gives each winner their own vouchers")],
  },
];

/** Guards of the database function that writes claims: by facts that are still true, and everything that belongs to a win. */
export const claimWriteMutants: readonly Mutant[] = [...truth, ...writes];

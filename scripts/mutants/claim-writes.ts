import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const claims = inFile("db/migrations/0010_leaner_claims.sql");
const tables = inFile("db/migrations/0000_foundation.sql");

const claiming = (name: string): Red => ({ file: "lib/activities/claim-prizes.db.test.ts", name });
const batch = (name: string): Red => ({ file: "lib/activities/repository/claim-batch.db.test.ts", name });
const ahead = (name: string): Red => ({ file: "lib/activities/repository/claim-ahead.db.test.ts", name });
const model: Red = { file: "lib/activities/claim-model.db.test.ts" };
const rush = claiming("a stock of 50 is won exactly 50 times");
const whole = claiming("gives all prizes of the password at once");
const counted = batch("are counted as often as they won");
const changed = ahead("are early and write nothing");

const firstLook = "p_ahead or claim_facts_hold(p_merchant, p_activity, p_plan)\n";
const lastLook = "if p_ahead and not claim_facts_hold(p_merchant, p_activity, p_plan) then";
const drawnHash = "        and p.password_hash = p_plan ->> 'passwordHash' and p.issued";

/** The same request once, and facts that are still the facts (I-9, I-14). */
const truth: Mutant[] = [
  {
    guard: "earlier answer not looked up, request id not unique",
    edits: [
      claims("when e.id is not null then 'earlier'", "when false then 'earlier'"),
      tables(
        'CONSTRAINT "participation_request" UNIQUE("member_id","request_id","activity_id","merchant_id")',
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
    edits: [claims("\n      and a.revision = (p_plan ->> 'revision')::int)", ")")],
    red: [claiming("nobody wins after a pause has been answered"), batch("another revision"), changed],
  },
  {
    guard: "revision of a coupon not looked at",
    edits: [claims("where c.revision is distinct from i.revision", "where c.revision is null")],
    red: [claiming("what is issued while the terms are edited"), batch("another revision"), changed],
  },
  {
    guard: "revision of the merchant not looked at",
    edits: [claims(" and m.revision = (p_plan ->> 'merchantRevision')::int)", ")")],
    red: [batch("another revision"), changed],
  },
  {
    guard: "facts not looked at by who locks the stock first",
    edits: [claims(firstLook, "true\n")],
    red: [batch("another revision")],
  },
  {
    guard: "facts not looked at again by who comes ahead",
    edits: [claims(lastLook, "if false then")],
    red: [changed],
  },
  {
    guard: "facts looked at by who comes ahead before the stock is held, not after",
    edits: [
      claims(firstLook, "claim_facts_hold(p_merchant, p_activity, p_plan)\n"),
      claims(lastLook, "if false then"),
    ],
    red: [ahead("when it changes while they wait for the stock")],
  },
  {
    guard: "plan's period: beginning not looked at",
    edits: [claims("v_now < (p_plan ->> 'from')::timestamptz or ", "")],
    red: [batch("an instant outside of its period")],
  },
  {
    guard: "plan's period: end not looked at",
    edits: [claims(" or v_now >= (p_plan ->> 'until')::timestamptz then", " then")],
    red: [batch("an instant outside of its period")],
  },
  {
    guard: "password changed meanwhile not seen",
    edits: [
      claims("if v_hash is distinct from p_plan ->> 'passwordHash' or v_stocks", "if v_stocks"),
      claims(drawnHash, "        and p.issued"),
    ],
    red: [batch("another password")],
  },
  {
    guard: "password changed meanwhile not seen by who comes ahead",
    edits: [claims(drawnHash, "        and p.issued")],
    red: [changed],
  },
  {
    guard: "activity whose limit came or went not seen",
    edits: [
      claims("and (s.total is not null) = v_limited for no key update", "for no key update"),
      claims("and (s.total is not null) = v_limited and (s.total", "and (s.total"),
    ],
    red: [batch("that became limited or not meanwhile")],
  },
  {
    guard: "activity whose limit went not seen by who comes ahead",
    edits: [claims("and (s.total is not null) = v_limited and (s.total", "and (s.total")],
    red: [changed],
  },
  {
    guard: "coupon whose limit came or went not seen",
    edits: [
      claims("and (s.quantity is not null) = i.limited limit 1", "limit 1"),
      claims("and (s.quantity is not null) = p_limits[i]\n          and (s.quantity", "and (s.quantity"),
    ],
    red: [batch("that became limited or not meanwhile")],
  },
  {
    guard: "coupon whose limit went not seen by who comes ahead",
    edits: [
      claims("and (s.quantity is not null) = p_limits[i]\n          and (s.quantity", "and (s.quantity"),
    ],
    red: [changed],
  },
];

/** What a win counts (I-5, I-12). */
const counters: Mutant[] = [
  {
    guard: "counter not moved: the pool's",
    edits: [claims("set issued = p.issued + v_winners\n", "set issued = p.issued\n")],
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
    edits: [claims("participants = s.participants + v_new", "participants = s.participants + v_winners")],
    red: [counted],
  },
  {
    guard: "counter not moved: a coupon's",
    edits: [claims("set issued = s.issued + v_winners * p_quantities[i]\n", "set issued = s.issued\n")],
    red: [whole],
  },
  {
    guard: "counter wrong: a coupon's by wins, not by copies",
    edits: [
      claims("set issued = s.issued + v_winners * p_quantities[i]\n", "set issued = s.issued + v_winners\n"),
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
    guard: "counter wrong: a member's first win is not of today",
    edits: [claims("p_activity, 1, v_day, 1, jsonb", "p_activity, 1, v_day, 0, jsonb")],
    red: [counted],
  },
  {
    guard: "counter wrong: the day of a member's counts stays the first",
    edits: [claims("        day = v_day,\n", "")],
    red: [counted],
  },
];

/** What a win writes (I-15, I-26). */
const writes: Mutant[] = [
  {
    guard: "audit row not written",
    edits: [claims("'wins', v_winners), p_batch\n    )", "'wins', v_winners), p_batch where false\n    )")],
    red: [whole],
  },
  {
    guard: "audit row not named by what it tells of",
    edits: [claims("v_day, p_audit, w.trace\n", "v_day, null, w.trace\n")],
    red: [whole],
  },
  {
    guard: "request that won not kept",
    edits: [claims("v_day, p_audit, w.trace\n", "v_day, p_audit, null\n")],
    red: [batch("tells who did it and when")],
  },
  {
    guard: "voucher says another did it",
    edits: [
      claims("coalesce(w.actor_type, 'member'), coalesce(w.actor, w.member)\n", "'member', w.member\n"),
    ],
    red: [batch("tells who did it and when")],
  },
  {
    guard: "outbox row not written",
    edits: [claims("|| ']}}]')::jsonb\n", "|| ']}}]')::jsonb where false\n")],
    red: [whole],
  },
  {
    guard: "outbox row tells of those who lost, too",
    edits: [claims("when v_winners = cardinality(v_won) then p_wins", "when v_winners > 0 then p_wins")],
    red: [rush],
  },
  {
    guard: "outbox row tells of those who lost beside winners",
    edits: [
      claims("with ordinality e(part, won, n) where e.won) end", "with ordinality e(part, won, n)) end"),
    ],
    red: [rush],
  },
  {
    guard: "voucher not written for each unit of a win",
    edits: [claims("generate_series(1, v_units) u", "generate_series(2, v_units) u")],
    red: [whole],
  },
  {
    guard: "voucher window: hours not added",
    edits: [claims("else v_now + make_interval(hours => p_hours[u]) end", "else p_until[u] end")],
    red: [batch("the window that its plan says")],
  },
  {
    guard: "voucher window: end of the plan ignored",
    edits: [
      claims(
        "case when p_hours[u] is null then p_until[u] else",
        "case when p_hours[u] is null then null else",
      ),
    ],
    red: [batch("the window that its plan says")],
  },
  {
    guard: "voucher window: begins at once, whatever the plan",
    edits: [claims("coalesce(p_from[u], v_now)", "v_now")],
    red: [batch("the window that its plan says")],
  },
  {
    guard: "voucher bound to the first terms, whatever was read",
    edits: [claims("p_coupons[u], p_versions[u],", "p_coupons[u], 1,")],
    red: [claiming("what is issued while the terms are edited")],
  },
  {
    guard: "vouchers given to another winner of the group",
    edits: [
      claims(
        "p_vouchers[(w.n - 1) * v_units + u]",
        "p_vouchers[(cardinality(p_members) - w.n) * v_units + u]",
      ),
    ],
    red: [batch("each winner their own vouchers")],
  },
  {
    guard: "vouchers of other coupons than the prizes' order says",
    edits: [claims("p_coupons[u], p_versions[u],", "p_coupons[v_units + 1 - u], p_versions[u],")],
    red: [batch("gives each winner their own vouchers")],
  },
];

/** Guards of the database function that writes claims: by facts that are still true, and everything that belongs to a win. */
export const claimWriteMutants: readonly Mutant[] = [...truth, ...counters, ...writes];

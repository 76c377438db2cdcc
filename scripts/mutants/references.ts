import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const leaner = inFile("db/migrations/0010_leaner_claims.sql");
const references = (name: string): Red => ({ file: "db/references.db.test.ts", name });
const announced = (name: string): Red => ({ file: "db/announced-events.db.test.ts", name });

const dropped = (guard: string, trigger: string, name: string): Mutant => ({
  guard: `reference trigger dropped: ${guard}`,
  edits: [leaner(trigger, "select 1;")],
  red: [references(name)],
});
const forRows = (name: string, when: string, check: string) =>
  `create or replace trigger ${name} after ${when}\n  for each row execute function ${check}();`;
const forStatement = (table: string) =>
  `create or replace trigger ${table}_references after insert on ${table}\n  referencing new table as new_rows for each statement execute function check_${table}_references();`;

const triggers: Mutant[] = [
  dropped("of a voucher", forStatement("voucher"), "is no voucher"),
  dropped("of a participation", forStatement("participation"), "is no participation"),
  dropped(
    "of a voucher that moves",
    forRows(
      "voucher_references_moved",
      "update of merchant_id, member_id, coupon_id, terms_version on voucher",
      "check_moved_voucher",
    ),
    "goes to a member of its own merchant only",
  ),
  dropped(
    "to a member",
    forRows("member_referred", "delete or update of merchant_id, id on member", "keep_referred_member"),
    "a member with",
  ),
  dropped(
    "to terms",
    forRows(
      "coupon_terms_referred",
      "delete or update of merchant_id, coupon_id, version on coupon_terms",
      "keep_referred_terms",
    ),
    "terms with a voucher",
  ),
  dropped(
    "to a prize pool",
    forRows(
      "prize_pool_referred",
      "delete or update of merchant_id, activity_id, id on prize_pool",
      "keep_referred_pool",
    ),
    "a prize pool with a participation",
  ),
];

const parts: Mutant[] = [
  {
    guard: "reference of a voucher: its member not looked at",
    edits: [leaner("    where m.id is null limit 1;", "    where false limit 1;")],
    red: [references("is no voucher")],
  },
  {
    guard: "reference of a voucher: its terms not looked at",
    edits: [leaner("    where t.version is null limit 1;", "    where false limit 1;")],
    red: [references("is no voucher")],
  },
  {
    guard: "reference of a voucher: any version of its coupon's terms will do",
    edits: [
      leaner(
        "      and t.coupon_id = n.coupon_id and t.version = n.terms_version limit 1",
        "      and t.coupon_id = n.coupon_id limit 1",
      ),
    ],
    red: [references("is no voucher")],
  },
  {
    guard: "reference of a voucher: members of any merchant will do",
    edits: [
      leaner(
        "from member m where m.merchant_id = n.merchant_id and m.id = n.member_id",
        "from member m where m.id = n.member_id",
      ),
    ],
    red: [references("is no voucher")],
  },
  {
    guard: "reference of a voucher: its member not held until the win is kept",
    edits: [leaner("      limit 1 for key share) m on true", "      limit 1) m on true")],
    red: [references("stays when the win came first")],
  },
  {
    guard: "reference of a participation: a pool of any activity will do",
    edits: [
      leaner(
        "      and p.activity_id = n.activity_id and p.id = n.pool_id limit 1",
        "      and p.id = n.pool_id limit 1",
      ),
    ],
    red: [references("is no participation")],
  },
  {
    guard: "reference to a member: participations not looked at",
    edits: [
      leaner(
        "\n    or exists (select from participation p where p.merchant_id = old.merchant_id and p.member_id = old.id) then",
        " then",
      ),
    ],
    red: [references("a member with")],
  },
];

const told: Mutant[] = [
  {
    guard: "announcement: wins not told one after another",
    edits: [leaner("order by one.at, e.win, e.part", "order by one.at, e.part, e.win")],
    red: [announced("one win after another")],
  },
  {
    guard: "announcement: not in the order of what was stored",
    edits: [leaner("order by one.at, e.win, e.part", "order by e.win, e.part, one.at")],
    red: [announced("of both kinds in one row")],
  },
  {
    guard: "announcement: every voucher of a win told as the first",
    edits: [leaner("      w.won ->> (c.unit + 1)::int,\n", "      w.won ->> 2,\n")],
    red: [announced("of a win is told as taking part")],
  },
  {
    guard: "announcement: made part of whoever asks, and taken for a million events",
    edits: [leaner("immutable strict rows 100", "immutable rows 100")],
    red: [announced("is taken by the planner for a hundred events a row")],
  },
];

/** Guards of references that triggers enforce instead of foreign keys, and of how announcements are read. */
export const referenceMutants: readonly Mutant[] = [...triggers, ...parts, ...told];

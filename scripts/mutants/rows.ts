import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const triggers = inFile("db/migrations/0001_guards.sql");
const tables = inFile("db/migrations/0000_foundation.sql");
const guards = (name: string): Red => ({ file: "db/guards.db.test.ts", name });

const dropped = (guard: string, find: string, name: string): Mutant => ({
  guard: `trigger dropped: ${guard}`,
  edits: [triggers(find, "select 1;")],
  red: [guards(name)],
});
const appendOnly = (rows: string, when: string) =>
  `create trigger ${rows} before ${when} on ${rows.replace(/_(append_only|immutable)$/, "")} for each row execute function refuse_change();`;

const kept: Mutant[] = [
  dropped("terms are immutable", appendOnly("coupon_terms_immutable", "update"), "terms of a coupon"),
  dropped("audit rows are kept", appendOnly("audit_entry_append_only", "update or delete"), "audit_entry"),
  dropped(
    "history of vouchers is kept",
    appendOnly("voucher_event_append_only", "update or delete"),
    "voucher_event",
  ),
  dropped(
    "participations are kept",
    appendOnly("participation_append_only", "update or delete"),
    "participation",
  ),
  dropped(
    "a voucher's promise is kept",
    "create trigger voucher_promise before update on voucher for each row execute function keep_voucher_promise();",
    "a voucher's promise",
  ),
  dropped(
    "a pool's inventory only grows",
    "create trigger prize_pool_grows before update of inventory on prize_pool for each row execute function keep_inventory();",
    "only grows",
  ),
  {
    guard: "trigger: a voucher's code may change",
    edits: [
      triggers(
        "(new.coupon_id, new.terms_version, new.code, new.issued_at,",
        "(new.coupon_id, new.terms_version, new.issued_at,",
      ),
      triggers(
        "(old.coupon_id, old.terms_version, old.code, old.issued_at,",
        "(old.coupon_id, old.terms_version, old.issued_at,",
      ),
    ],
    red: [guards("a voucher's promise")],
  },
];

// Composite keys are what keeps a reference across merchants from being stored: each is asked once.
const checks: Mutant[] = [
  ["prize_pool_issued", 'CHECK ("prize_pool"."issued" between 0 and "prize_pool"."inventory")'],
  [
    "coupon_stock_issued",
    'CHECK ("coupon_stock"."issued" >= 0 and ("coupon_stock"."quantity" is null or "coupon_stock"."issued" <= "coupon_stock"."quantity"))',
  ],
  [
    "activity_stock_total",
    'CHECK ("activity_stock"."participations" >= 0 and ("activity_stock"."total" is null or "activity_stock"."participations" <= "activity_stock"."total"))',
  ],
].map(([name = "", check = ""]) => ({
  guard: `CHECK dropped: ${name}`,
  edits: [tables(check, "CHECK (true)")],
  red: [guards("beyond what there is")],
}));

const grant = inFile("lib/vouchers/grant-coupon.ts");
const issue = inFile("lib/vouchers/lock-issue.ts");
const quota = inFile("lib/vouchers/repository.ts");
const quotaRule = inFile("lib/vouchers/rules.ts");
const stock = inFile("lib/coupons/repository/stock.ts");
const edit = inFile("lib/coupons/rules/edit.ts");
const coupons = (name: string): Red => ({ file: "lib/coupons/coupons.db.test.ts", name });

const grants: Mutant[] = [
  {
    guard: "grant: claim limit ignored in decision and write",
    edits: [
      quotaRule(
        'if (limits.claimLimit !== null && issued + wanted > limits.claimLimit) return "claim_limit_reached";',
        'if (issued < 0) return "claim_limit_reached";',
      ),
      quota("sql`${memberQuotas.issued} + ${quantity} <= ${limits.claimLimit}`", "undefined"),
    ],
    red: [coupons("holds its claim limits, in all and by day")],
  },
  {
    guard: "grant: daily limit ignored in decision and write",
    edits: [
      quotaRule("issuedToday + wanted > limits.claimLimitPerDay)", "issuedToday < 0)"),
      quota("sql`${todayBefore} + ${quantity} <= ${limits.claimLimitPerDay}`", "undefined"),
    ],
    red: [coupons("holds its claim limits, in all and by day")],
  },
  {
    guard: "grant: stock lock dropped, write and CHECK ignore the stock",
    edits: [
      stock(
        '      .orderBy(asc(couponStock.couponId))\n      .for("update");',
        "      .orderBy(asc(couponStock.couponId));",
      ),
      stock(
        "or(isNull(couponStock.quantity), lte(sql`${couponStock.issued} + ${quantity}`, couponStock.quantity)),",
        "undefined,",
      ),
      tables(
        '"coupon_stock"."issued" >= 0 and ("coupon_stock"."quantity" is null or "coupon_stock"."issued" <= "coupon_stock"."quantity")',
        '"coupon_stock"."issued" >= 0',
      ),
    ],
    red: [coupons("never gives more than there is")],
  },
  {
    guard: "grant: state and stock of the coupon not asked",
    edits: [issue("  if (draw.refusal) return draw.refusal;\n", "")],
    red: [coupons("is refused for every state and person")],
  },
  {
    guard: "grant: a coupon that is not for gifts",
    edits: [issue("if (!coupon.methods.includes(method))", "if (!coupon.methods)")],
    red: [coupons("is refused for every state and person")],
  },
  {
    guard: "grant: to a blocked member",
    edits: [issue('if (standing.blocked) return refuse("blocked").refusal;', "")],
    red: [coupons("is refused for every state and person")],
  },
  {
    guard: "grant: audience not asked",
    edits: [
      issue("return audienceAdmits(coupon.conditions.audience, standing.facts)", "return standing.facts"),
    ],
    red: [coupons("is refused for every state and person")],
  },
  {
    guard: "grant: role's cap not asked",
    edits: [grant("if (request.quantity > cap)", "if (request.quantity < 0)")],
    red: [coupons("of more than the role's cap is refused")],
  },
  {
    guard: "grant: stores of the coupon not asked",
    edits: [
      issue(
        '  if (!withinStores(scope.storeIds, coupon.conditions.storeIds)) return refuse("stores_not_yours").refusal;\n',
        "",
      ),
    ],
    red: [coupons("by a store manager reaches only members of their stores, and gives only")],
  },
  {
    guard: "grant: stores of the member not asked",
    edits: [issue("if (!standing || !isWithin(scope, standing.homeStoreId))", "if (!standing)")],
    red: [coupons("by a store manager reaches only members of their stores")],
  },
  {
    guard: "grant: given again to the same request",
    edits: [
      grant(
        'answerOnce(tx, scope, { route: "coupon.grant", key: requestId, body }, () => grant(tx, scope, request))',
        'answerOnce(tx, scope, { route: "coupon.grant", key: requestId + Math.random(), body }, () => grant(tx, scope, request))',
      ),
    ],
    red: [coupons("twice with one request id gives it once")],
  },
  {
    guard: "coupon: somebody of one store writes for all",
    edits: [
      edit(
        'return wanted !== "all" && wanted.length > 0 && wanted.every((id) => allowed.includes(id));',
        "return wanted.length > 0;",
      ),
    ],
    red: [coupons("by somebody of one store stays in that store")],
  },
];

/** Guards of what is stored: triggers, CHECKs, grants. */
export const rowMutants: readonly Mutant[] = [...kept, ...checks, ...grants];

import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const rows = inFile("lib/coupons/repository/codes.ts");
const set = inFile("lib/coupons/set-code.ts");
const claim = inFile("lib/codes/claim-by-code.ts");
const find = inFile("lib/codes/find-claimable.ts");
const together = inFile("lib/codes/enter-together.ts");
const tries = inFile("lib/codes/count-tries.ts");

const codes = (name: string): Red => ({ file: "lib/codes/codes.db.test.ts", name });

const guard = inFile("lib/codes/guard-codes.ts");
const typed = (name: string): Red => ({ file: "lib/orders/typed-codes.db.test.ts", name });

const limits = inFile("lib/coupons/set-budget.ts");
const watch = inFile("lib/risk/watch-budgets.ts");
const budget = (name: string): Red => ({ file: "lib/coupons/budget.db.test.ts", name });

export const codeMutants: Mutant[] = [
  {
    guard: "code: it is not locked before it is decided by",
    edits: [rows('eq(sharedCodes.id, codeId)))\n    .for("update");', "eq(sharedCodes.id, codeId)));")],
    red: [codes("never gives more than its own quantity where several processes claim at once")],
  },
  {
    guard: "code: a claim is not counted",
    edits: [claim("  await drawCode(tx, scope, codeId);\n", "")],
    red: [codes("gives one voucher of its coupon")],
  },
  {
    guard: "code: what was found without a lock is believed",
    edits: [claim(" || !codeHasLeft(held)", "")],
    red: [codes("never gives more than its own quantity where several processes claim at once")],
  },
  {
    guard: "code: claims that are made together are not counted",
    edits: [together("  if (issued.size > 0) await drawCode(tx, scope, codeId, issued.size);\n", "")],
    red: [codes("that sixty type at once is decided in few transactions")],
  },
  {
    guard: "code: claims that are made together are all the first one's",
    edits: [together("[one.request.memberId, one.scope.actor]", "[one.request.memberId, scope.actor]")],
    red: [codes("that sixty type at once is decided in few transactions")],
  },
  {
    guard: "code: in a rush nobody has tried too often",
    edits: [
      tries(
        "(mine.some(({ bucket }) => full.has(bucket)) ? [] : [place])",
        "(mine.length < 0 ? [...full].map(Number) : [place])",
      ),
    ],
    red: [codes("refuses in a rush whom it refuses alone")],
  },
  {
    guard: "code: two coupons take one code at once",
    edits: [set("  await lockCodes(tx, scope);\n", "")],
    red: [codes("is one coupon's in a merchant")],
  },
  {
    guard: "code: how long it takes says why it does not work",
    edits: [find("memberIds, everyFact(audience), now", "memberIds, audience, now")],
    red: [codes("is answered with the same bytes")],
  },
  {
    guard: "code: tries of one member are looked at side by side",
    edits: [tries("  await lockMemberTries(tx, scope, typer.memberId);\n", "")],
    red: [codes("may be typed five times")],
  },
  {
    guard: "code: wrong ones typed for others are not counted",
    edits: [guard("    await countWrongCode(tx, scope, typer, codes.size);\n", "    void countWrongCode;\n")],
    red: [typed("may be tried five times")],
  },
  {
    guard: "code: ten at once are one try",
    edits: [guard("typer, codes.size);", "typer, 1);")],
    red: [typed("count each code of a request")],
  },
  {
    guard: "code: wrong tries are not counted",
    edits: [inFile("lib/codes/enter-code.ts")("  await countWrongCode(tx, scope, request);\n", "")],
    red: [codes("may be typed twenty times")],
  },
  {
    guard: "budget: it is lowered below what is spent",
    edits: [limits("budgetMinor < spentMinor ?", "budgetMinor < 0 ?")],
    red: [budget("may grow, or go down to what is spent")],
  },
  {
    guard: "budget: its counter goes on with the one before",
    edits: [limits("  await updateLimit(tx, scope, couponId, budgetMinor);\n", "")],
    red: [budget("may grow, or go down to what is spent")],
  },
  {
    guard: "budget: an alert that no longer holds stays open",
    edits: [watch("closed: await resolveBudgetAlerts(tx, scope, marks)", "closed: 0")],
    red: [budget("closes when the budget is raised")],
  },
  {
    guard: "codes: a cart takes a voucher of one's own that is spent",
    edits: [
      inFile("lib/orders/resolve-codes.ts")(
        "memberId ?? nobody, typed, { now, onlyLive: true });",
        "memberId ?? nobody, typed, { now, onlyLive: false });",
      ),
    ],
    red: [{ file: "lib/orders/typed-codes.db.test.ts", name: "is as unknown as any other" }],
  },
];

import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const place = inFile("lib/orders/place-order.ts");
const moves = inFile("lib/vouchers/repository/moves.ts");
const budgets = inFile("lib/coupons/repository/budgets.ts");
const rules = inFile("lib/orders/rules/orders.ts");
const rows = inFile("lib/orders/repository/orders.ts");
const members = inFile("lib/members/repository/payments.ts");
const candidates = inFile("lib/orders/rules/candidates.ts");
const refunding = inFile("lib/orders/refund-order.ts");
const desk = inFile("lib/orders/redeem-voucher.ts");

const order = (name: string): Red => ({ file: "lib/orders/orders.db.test.ts", name });
const counter = (name: string): Red => ({ file: "lib/orders/desk.db.test.ts", name });

export const orderMutants: Mutant[] = [
  {
    guard: "order: whether the counter still sells it is asked before its twin is waited for",
    edits: [
      place(
        "      return await inTransaction((tx) => answerOnce(tx, scope, once, () => work(tx)));\n",
        `      const refusal = await inTransaction(async (tx) => (await refused?.(tx)) ?? null);
      if (refusal) return { ok: false, refusal };
      return await inTransaction((tx) => answerOnce(tx, scope, once, () => place(tx, scope, placing)));\n`,
      ),
    ],
    red: [
      {
        file: "lib/orders/place-at-counter.db.test.ts",
        name: "is told of to a twin that asks while the first is being placed",
      },
    ],
  },
  {
    guard: "order: the member is not locked when one is placed",
    edits: [
      place("  if (memberId) await lockMember(tx, scope, memberId);\n", ""),
      members('    .for("no key update", { skipLocked: true });\n', "    ;\n"),
    ],
    red: [order("a limit of uses holds over orders that are placed at once")],
  },
  {
    guard: "desk: a voucher is moved whatever it is, and its member is not locked",
    edits: [
      moves(", eq(vouchers.status, from)", ""),
      desk("  await lockMember(tx, scope, found.memberId);\n", ""),
    ],
    red: [counter("is redeemed or revoked, never both")],
  },
  {
    guard: "order: a budget is passed",
    edits: [
      budgets("\n      and b.reserved_minor + h.reserved + b.used_minor + h.used <= b.budget_minor", ""),
    ],
    red: [order("a budget is never passed")],
  },
  {
    guard: "order: its coupons are not held while one is given a budget",
    edits: [budgets('    .for("key share");', "    ;")],
    red: [
      { file: "lib/orders/budgets.db.test.ts", name: "counts a refund that comes meanwhile" },
      { file: "lib/orders/budgets.db.test.ts", name: "equals its orders after eight at once" },
    ],
  },
  {
    guard: "order: a budget's counter is not made before the order",
    edits: [inFile("lib/coupons/spend-budget.ts")("  await openBudgets(tx, scope, budgeted);\n", "")],
    red: [order("a budget is never passed")],
  },
  {
    guard: "order: a paid or cancelled one is paid again",
    edits: [
      rules(
        '  if (order.status === "cancelled") return refuse("order_cancelled");\n  if (order.status !== "placed")\n',
        '  if (order.status === "paid")\n',
      ),
    ],
    red: [order("gives its vouchers back when it is given up, and then cannot be paid")],
  },
  {
    guard: "order: one whose time ran out is paid",
    edits: [rules('order.expiresAt <= now ? refuse("order_expired") : ok("pay")', 'ok("pay")')],
    red: [order("whose time ran out holds nothing")],
  },
  {
    guard: "order: one whose time ran out keeps its vouchers until a job comes",
    edits: [candidates("state: isOver ? ", "state: isOver && false ? ")],
    red: [order("whose time ran out holds nothing")],
  },
  {
    guard: "order: neither order nor member is locked for a refund",
    edits: [
      rows('.where(orderIs(scope, orderId)).for("update");', ".where(orderIs(scope, orderId));"),
      members('    .for("no key update");', "    ;"),
    ],
    red: [order("waits for another of the same order that is not done yet")],
  },
  {
    guard: "order: a refund keeps what its vouchers took of budgets",
    edits: [refunding('    "used",\n    back.map(', '    "used",\n    back.slice(0, 0).map(')],
    red: [order("gives a budget back what its voucher had taken")],
  },
  {
    guard: "order: a request id is not looked at",
    edits: [
      place(
        "answerOnce(tx, scope, once, () => work(tx))",
        "answerOnce(tx, scope, { ...once, key: String(Math.random()) }, () => work(tx))",
      ),
    ],
    red: [order("is placed once for a request id")],
  },
  {
    guard: "desk: what takes something off an order is redeemed without one",
    edits: [
      desk(
        '  if (worth === "order") return refuse("needs_order");\n',
        '  if (worth === "order") return refuse("used");\n',
      ),
    ],
    red: [counter("what takes something off needs an order")],
  },
  {
    guard: "desk: the store is not asked",
    edits: [
      desk(
        "deskReasons(quote.notApplied[0]?.reasons ?? [], storeId !== null)",
        "deskReasons(quote.notApplied[0]?.reasons ?? [], false)",
      ),
    ],
    red: [counter("is refused where its terms forbid it")],
  },
];

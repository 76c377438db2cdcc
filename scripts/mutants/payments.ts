import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const rows = inFile("lib/orders/repository/orders.ts");
const rules = inFile("lib/orders/rules/orders.ts");
const moves = inFile("lib/vouchers/repository/moves.ts");
const members = inFile("lib/members/repository/payments.ts");
const settling = inFile("lib/payments/settle-payment.ts");
const payments = inFile("lib/payments/repository.ts");
const refunds = inFile("lib/payments/repository/refunds.ts");
const byHand = inFile("lib/payments/settle-refund.ts");
const tables = inFile("db/migrations/0017_orders.sql");

const order = (name: string): Red => ({ file: "lib/orders/orders.db.test.ts", name });
const event = (name: string): Red => ({ file: "lib/orders/payments.db.test.ts", name });

/** An order's status is not repeated by what changes it, and neither it nor its member is held. */
const unheld = [
  rows(".where(and(orderIs(scope, orderId), eq(orders.status, from)))", ".where(orderIs(scope, orderId))"),
  rows('.where(orderIs(scope, orderId)).for("update");', ".where(orderIs(scope, orderId));"),
  members('    .for("no key update");', "    ;"),
];
const anyVoucher = moves(", eq(vouchers.status, from)", "");

const ends = inFile("lib/vouchers/repository/expiry.ts");
const ended = (name: string): Red => ({ file: "lib/vouchers/tell-expired.db.test.ts", name });

export const paymentMutants: Mutant[] = [
  {
    guard: "ends: two workers tell of them at once",
    edits: [ends('.for("update")', "")],
    red: [ended("is told once by two workers at once, and after a pause, however many end at one instant")],
  },
  {
    guard: "ends: the bookmark passes what is being given back",
    edits: [ends('.for("share")', "")],
    red: [ended("is told once where it comes back while the job passes its end, whoever is first")],
  },
  {
    guard: "order: a voucher is on as many orders as ask for it at once",
    edits: [
      tables(
        'CREATE UNIQUE INDEX IF NOT EXISTS "order_voucher_once"',
        'CREATE INDEX IF NOT EXISTS "order_voucher_once"',
      ),
      inFile("lib/orders/place-order.ts")("  if (memberId) await lockMember(tx, scope, memberId);\n", ""),
      members('    .for("no key update", { skipLocked: true });\n', "    ;\n"),
      anyVoucher,
    ],
    red: [order("one voucher is on one order")],
  },
  {
    guard: "order: who pays and who gives up do not wait for each other",
    edits: [...unheld, anyVoucher],
    red: [
      order("an order is paid or given up, never both"),
      order("an order that runs out while it is paid is what its payer was told"),
    ],
  },
  {
    guard: "payment: an event is done as often as it comes",
    edits: [
      settling(
        "      if (!(await insertPaymentEvent(tx, { ...kept, merchantId, paymentId }))) return;\n",
        "      await insertPaymentEvent(tx, { ...kept, merchantId, paymentId });\n",
      ),
      settling('if (payment.status === "paid" || facts.state', "if (facts.state"),
      rules('ok("same") : refuse("order_already_paid")', 'ok("pay") : refuse("order_already_paid")'),
      rows(
        ".where(and(orderIs(scope, orderId), eq(orders.status, from)))",
        ".where(orderIs(scope, orderId))",
      ),
    ],
    red: [event("that comes twenty times at once pays an order once")],
  },
  {
    guard: "payment: what is said after it was paid changes it",
    edits: [
      settling('if (payment.status === "paid" || facts.state', "if (facts.state"),
      settling('  if (payment.status !== "started") return;\n', ""),
    ],
    red: [event("after paid changes nothing")],
  },
  {
    guard: "payment: neither it nor what it pays for is held, and both of two pay an order",
    edits: [
      settling("      await payable.take(tx, scope, subject.id);\n", ""),
      payments('.where(one(scope, id)).for("update");', ".where(one(scope, id));"),
      ...unheld,
      anyVoucher,
    ],
    red: [event("of a second payment for a paid order is given back")],
  },
  {
    guard: "money back: what was paid by hand is asked for again once its provider says again that it cannot",
    edits: [
      refunds("        isNull(paymentRefunds.settledBy),\n", ""),
      refunds(
        '...{ status: "waiting", doneAt: null,',
        '...{ status: "waiting", settledBy: null, doneAt: null,',
      ),
    ],
    red: [event("stays paid by hand whatever its provider says again")],
  },
  {
    guard: "money back: it is paid by hand before its provider has said that it cannot",
    edits: [byHand('    if (refund.failedAt === null) return refuse("money_still_asked");\n', "")],
    red: [event("is not paid by hand while its provider has not said that it cannot")],
  },
  {
    guard: "money back: it is written down as gone whoever wrote that before",
    edits: [
      refunds(
        '    .set({ status: "done", ...done })\n    .where(\n      and(\n        eq(paymentRefunds.merchantId, scope.merchantId),\n        eq(paymentRefunds.id, id),\n        eq(paymentRefunds.status, "waiting"),\n',
        '    .set({ status: "done", ...done })\n    .where(\n      and(\n        eq(paymentRefunds.merchantId, scope.merchantId),\n        eq(paymentRefunds.id, id),\n',
      ),
    ],
    red: [event("goes once where it is paid by hand in the moment that its provider says it went")],
  },
];

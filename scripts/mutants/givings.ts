import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const stock = inFile("lib/coupons/repository/stock.ts");
const next = inFile("lib/vouchers/give-next.ts");
const rules = inFile("lib/vouchers/rules/giving.ts");
const start = inFile("lib/vouchers/start-giving.ts");

const giving = (name: string): Red => ({ file: "lib/vouchers/giving.db.test.ts", name });

export const givingMutants: Mutant[] = [
  {
    guard: "giving: the stock is not locked before it is decided by",
    edits: [
      stock(
        '      .orderBy(asc(couponStock.shard))\n      .for("update");\n    const [counter]',
        "      .orderBy(asc(couponStock.shard));\n    const [counter]",
      ),
    ],
    red: [giving("never goes beyond the stock, whoever else takes of it")],
  },
  {
    guard: "giving: what is given is not counted while it is decided",
    edits: [rules("if (reason === null) issued += quantity;", "")],
    red: [giving("keeps to what is left of a limited coupon")],
  },
  {
    guard: "giving: rows are settled in no transaction with the gifts",
    edits: [next("  await settleRows(tx, scope, giving.id, settled);\n", "")],
    red: [giving("goes on after its worker was killed half way")],
  },
  {
    guard: "giving: two jobs for one giving",
    edits: [start("    if (giving.jobId) return ok({ jobId: giving.jobId });\n", "")],
    red: [giving("gives each their copies, tells of each")],
  },
  {
    guard: "giving: anybody of the merchant starts it",
    edits: [start(" || giving.createdBy !== scope.actor.id", "")],
    red: [giving("is refused beyond a role's caps")],
  },
];

import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const audit = inFile("lib/merchants/record-audit.ts");
const tags = inFile("lib/coupons/tag-coupons.ts");
const stock = inFile("lib/coupons/set-coupon-quantity.ts");
const days = inFile("lib/analytics/queries.ts");
const sales = inFile("lib/analytics/queries/sales.ts");
const spent = inFile("lib/members/queries/spent.ts");
const memberList = inFile("lib/members/queries/list.ts");
const mail = inFile("lib/platform/mail.ts");
const notes = inFile("lib/members/rules/notes.ts");
const noteRows = inFile("lib/members/repository/notes.ts");

const habits = inFile("lib/workspace/repository.ts");
const conditions = inFile("lib/platform/list-conditions.ts");

const looks: Red = { file: "lib/merchants/record-audit.db.test.ts", name: "changes nothing" };
const tagged = (name: string): Red => ({ file: "lib/coupons/tag-coupons.db.test.ts", name });
const stocked = (name: string): Red => ({ file: "lib/coupons/coupons.db.test.ts", name });
const figures = (name: string): Red => ({ file: "lib/analytics/analytics.db.test.ts", name });
const sold = (name: string): Red => ({ file: "lib/analytics/sales.db.test.ts", name });
const bySpent = (name: string): Red => ({ file: "lib/members/spent-list.db.test.ts", name });
const noted = (name: string): Red => ({ file: "lib/members/notes.db.test.ts", name });
const bell = (name: string): Red => ({ file: "lib/workspace/workspace.db.test.ts", name });
const operators = (name: string): Red => ({ file: "lib/coupons/queries/operators.db.test.ts", name });
const mails = (name: string): Red => ({ file: "lib/platform/mail.db.test.ts", name });

/** Guards of what the console's people do. */
export const consoleMutants: Mutant[] = [
  {
    guard: "preview: it may change things",
    edits: [audit("if (all.some(({ scope }) => scope.isPreview))", "if (scope.isPreview === undefined)")],
    red: [looks],
  },
  {
    guard: "stock: set over a change that was not seen",
    edits: [stock('if (coupon.revision !== revision) return refuse("changed_meanwhile");', "")],
    red: [stocked("of two who changed it at once")],
  },
  {
    guard: "tags: put on coupons of other stores",
    edits: [
      tags("if (!withinStores(scope.storeIds, coupon.terms.conditions.storeIds))", 'if (coupon.id === "")'),
    ],
    red: [tagged("are those of one's own stores' coupons")],
  },
  {
    guard: "tags: the coupon is read before it is locked",
    edits: [
      tags(
        "const coupon = await lockCoupon(tx, scope, couponId);",
        'const { coupons } = await import("@/db/schema/coupons");\n    const [row] = await tx.select().from(coupons).where((await import("drizzle-orm")).eq(coupons.id, couponId));\n    const locked = await lockCoupon(tx, scope, couponId);\n    const coupon = locked && row ? { ...locked, tags: row.tags } : locked;',
      ),
    ],
    red: [tagged("put on by forty requests at once")],
  },
  {
    guard: "days: a range that is over goes on to now",
    edits: [
      days("and at >= ${at(since)} and at < ${at(until)} and ${here}", "and at >= ${at(since)} and ${here}"),
    ],
    red: [figures("count that range and the one before")],
  },
  {
    guard: "sales: told of stores that are not the reader's",
    edits: [sales("    mayBeSeen(scope),\n", "    eq(orders.merchantId, scope.merchantId),\n")],
    red: [sold("is that of the store in view")],
  },
  {
    guard: "members: what they spent at other stores is told",
    edits: [spent("    inArray(orders.storeId, [...storeIds]),\n", "")],
    red: [sold("is that of the reader's stores"), bySpent("is that of their own stores")],
  },
  {
    guard: "members: their order tells what they spent at other stores",
    edits: [memberList("(hasOrdered === false || !seesAll(scope))", "hasOrdered === false")],
    red: [bySpent("is that of their own stores")],
  },
  {
    guard: "bell: an older window makes things new again",
    edits: [habits("sql`greatest(${kept}, excluded.seen_until)`", "sql`excluded.seen_until`")],
    red: [bell("is seen up to the newest")],
  },
  {
    guard: "bell: something is seen before it is there",
    edits: [habits("sql`least(${until.toISOString()}::timestamptz, now())`", "until")],
    red: [bell("is seen up to the newest")],
  },
  {
    guard: "filters: who has no value is left out by none of some",
    edits: [conditions("sql`(${left}) is not true`", "sql`not (${left})`")],
    red: [operators("who has no value stays")],
  },
  {
    guard: "mail: sent again although it is noted as sent",
    edits: [mail("eq(mails.id, id), isNull(mails.sentAt));", "eq(mails.id, id));")],
    red: [mails("is handed over again with the same id")],
  },
  {
    guard: "members: a note is anybody's to change",
    edits: [
      notes(
        'return role === "group_admin" || (writtenBy !== null && actor.id === writtenBy);',
        "return true;",
      ),
    ],
    red: [noted("by nobody else")],
  },
  {
    guard: "members: the reason of a block is taken for a note",
    edits: [noteRows("return row?.writtenBy ? {", "return row ? {")],
    red: [noted("the reason of a block is none")],
  },
];

import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const cases = (name?: string): Red => ({ file: "lib/pricing/price-cart.test.ts", name });
const property = (name: string): Red => ({ file: "lib/pricing/price-cart.prop.test.ts", name });
const bestSet: Red = { file: "lib/pricing/best-set.test.ts" };
const refunds: Red = { file: "lib/pricing/refund.test.ts" };
const exhaustive = property("the best set is the one that an exhaustive search finds");

const turn = inFile("lib/pricing/turn.ts");
const bounds = inFile("lib/pricing/search-bounds.ts");
const search = inFile("lib/pricing/best-set.ts");
const refund = inFile("lib/pricing/refund.ts");
const left = inFile("lib/pricing/left.ts");

/** The price of a cart and of a refund (pricing.md): each guard of money, broken. */
export const pricingMutants: Mutant[] = [
  {
    guard: "price: a coupon's budget is not looked at",
    edits: [turn("return candidate.budgetLeftMinor !== null && takenMinor", "return false && takenMinor")],
    red: [cases()],
  },
  {
    guard: "price: what a copy took before does not count against the budget",
    edits: [
      turn("takenMinor + offMinor > candidate.budgetLeftMinor", "offMinor > candidate.budgetLeftMinor"),
    ],
    red: [cases()],
  },
  {
    guard: "price: notIfFree ignored",
    edits: [turn("return entry.candidate.terms.conditions.notIfFree &&", "return false &&")],
    red: [cases()],
  },
  {
    guard: "price: the price is rounded, not the discount",
    edits: [inFile("lib/pricing/benefits/percent-off.ts")("benefit.bps + 5_000;", "benefit.bps + 4_999;")],
    red: [cases()],
  },
  {
    guard: "price: an offer's line counts",
    edits: [inFile("lib/pricing/scope.ts")("if (line.onOffer) has[index] = 0;", "")],
    red: [cases()],
  },
  {
    guard: "price: validUntil is inclusive",
    edits: [
      inFile("lib/pricing/conditions/state.ts")("at >= validUntil.getTime()", "at > validUntil.getTime()"),
    ],
    red: [cases()],
  },
  {
    guard: "price: one side's list is enough to stand together",
    edits: [
      inFile("lib/pricing/stacking.ts")(
        "return admits(a, b) && admits(b, a);",
        "return admits(a, b) || admits(b, a);",
      ),
    ],
    red: [cases()],
  },
  {
    guard: "price: copies beyond the limit stand together",
    edits: [
      inFile("lib/pricing/stacking.ts")(
        "copies.length > 0 && tooManyCopies",
        "copies.length < 0 && tooManyCopies",
      ),
    ],
    red: [cases()],
  },
  {
    guard: "price: products beyond 2^53 are rounded",
    edits: [inFile("lib/pricing/allocate.ts")("product <= Number.MAX_SAFE_INTEGER", "product >= 0")],
    red: [{ file: "lib/pricing/allocate.test.ts" }],
  },
  {
    guard: "price: the sum of a scope forgets a step of other lines",
    edits: [
      left(
        'return inside === other.lines.length ? "all" : inside === 0 ? "none" : "some";',
        'return inside === 0 ? "none" : "all";',
      ),
    ],
    red: [{ file: "lib/pricing/left.prop.test.ts" }],
  },
  {
    guard: "best set: a set of equal saving ends the search",
    edits: [bounds("if (number !== count) return number < count;", "return number < count;")],
    red: [bestSet],
  },
  {
    guard: "best set: what is refused for now never joins",
    edits: [
      search(
        "joiners.most[i] = mostAt(group.first, offMinor, takenMinor);",
        "joiners.most[i] = isForbidden(group.first, left, offMinor, takenMinor) ? 0 : offMinor;",
      ),
    ],
    red: [bestSet],
  },
  {
    guard: "best set: what is rounded up is more than the bound of rates says",
    edits: [bounds("Math.ceil(goodsMinor - leftMinor) + n + others", "goodsMinor - leftMinor + others")],
    red: [bestSet],
  },
  {
    guard: "best set: a coupon's other versions do not count as copies",
    edits: [search("used++;", "used += other === at ? 1 : 0;")],
    red: [exhaustive],
  },
  {
    guard: "refund: the lowest unit first",
    edits: [
      refund(
        "unitNetMinor.slice(end - (units[index] ?? 0), end)",
        "unitNetMinor.slice(0, units[index] ?? 0)",
      ),
    ],
    red: [refunds],
  },
  {
    guard: "refund: more units than are left",
    edits: [refund("quantity <= (left[index] ?? 0)", "quantity >= 0")],
    red: [refunds],
  },
  {
    guard: "refund: a completed order's vouchers are returned",
    edits: [refund("final && !order.completed", "final")],
    red: [refunds],
  },
  {
    guard: "refund: repriced below zero",
    edits: [refund("return Math.max(0, totalMinor", "return Math.max(-1e9, totalMinor")],
    red: [refunds],
  },
];

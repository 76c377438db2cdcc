import { beforeAll, describe, expect, it } from "vitest";
import {
  makeApiKey,
  makeCategory,
  makeGroup,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  makeTag,
  memberScope,
  testScope,
} from "@/db/seed/factories";
import { type CouponSketch, makeCoupon } from "@/db/seed/offers";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { api } from "@/lib/api";
import { openCheckout } from "@/lib/orders/open-checkout";
import { quoteCart } from "@/lib/orders/quote-cart";
import type { MemberCart } from "@/lib/orders/rules/member-cart";
import { quoteInputSchema } from "@/lib/orders/schema";
import type { Quote } from "@/lib/pricing/shapes";

const DAY = 86_400_000;
/** What the products cost in the catalogue, in minor units: prime, odd and round, so that rounding shows. */
const prices = [1, 333, 999, 1250, 3000, 4999, 10_007, 25_000, 5555];
/** The place of the product whose price the catalogue marks as an offer. */
const OFFER = 8;

type World = {
  merchantId: string;
  storeId: string;
  memberId: string;
  key: string;
  products: string[];
  /** By what kind of coupon they are of. */
  vouchers: Record<string, string>;
};
let world: World;

/** A coupon of each kind and condition there is, as far as all three doors can meet it. */
const sketches = (
  cat: string[],
  products: string[],
  tagId: string,
  groupId: string,
): Record<string, CouponSketch> => ({
  tiers: {
    benefit: {
      type: "threshold_off",
      tiers: [
        { spendMinor: 2000, offMinor: 150 },
        { spendMinor: 9000, offMinor: 1111 },
      ],
    },
  },
  every: { benefit: { type: "threshold_off", every: { spendMinor: 3000, offMinor: 299, maxTimes: 3 } } },
  percent: { benefit: { type: "percent_off", bps: 1725 } },
  capped: { benefit: { type: "percent_off", bps: 5000, maxOffMinor: 777 } },
  amount: { benefit: { type: "amount_off", amountMinor: 2000 } },
  product: { benefit: { type: "product", productId: products[4] ?? "", quantity: 2, priceMinor: 100 } },
  delivery: { benefit: { type: "delivery_off", maxOffMinor: 500 } },
  points: { benefit: { type: "points", points: 10 } },
  generic: { benefit: { type: "generic", text: "A free refill" } },
  inCategory: {
    benefit: { type: "percent_off", bps: 3333 },
    scope: scopeOf({ categoryIds: [cat[0] ?? ""] }),
  },
  butCategory: {
    benefit: { type: "percent_off", bps: 999 },
    scope: scopeOf({ excludeCategoryIds: [cat[1] ?? ""] }),
  },
  byProduct: {
    benefit: { type: "amount_off", amountMinor: 500 },
    scope: scopeOf({ productIds: products.slice(5) }),
  },
  minSpend: { benefit: { type: "amount_off", amountMinor: 900 }, conditions: { minSpendMinor: 12_000 } },
  minLeft: {
    benefit: { type: "percent_off", bps: 1000 },
    conditions: { minSpendMinor: 5000, basis: "current" },
  },
  minItems: { benefit: { type: "percent_off", bps: 1500 }, conditions: { minItems: 4 } },
  tillOnly: { benefit: { type: "amount_off", amountMinor: 9999 }, conditions: { channels: ["till"] } },
  desktop: { benefit: { type: "amount_off", amountMinor: 800 }, conditions: { devices: ["desktop"] } },
  newOnly: { benefit: { type: "amount_off", amountMinor: 8000 }, conditions: { audience: { type: "new" } } },
  tagged: {
    benefit: { type: "amount_off", amountMinor: 700 },
    conditions: { audience: matching({ tagIds: [tagId] }) },
  },
  grouped: {
    benefit: { type: "percent_off", bps: 800 },
    conditions: { audience: matching({ groupIds: [groupId, "grp_newly_registered"] }) },
  },
  once: { benefit: { type: "amount_off", amountMinor: 300 }, conditions: { maxUsesPerMember: 1 } },
  exclusive: { benefit: { type: "percent_off", bps: 2500 }, stacking: stackingOf({ exclusive: true }) },
  groupA: {
    benefit: { type: "amount_off", amountMinor: 600 },
    stacking: stackingOf({ group: "a", stacksWith: ["b"] }),
  },
  groupB: {
    benefit: { type: "percent_off", bps: 600 },
    stacking: stackingOf({ group: "b", stacksWith: ["a"] }),
  },
  first: { benefit: { type: "percent_off", bps: 1000 }, stacking: stackingOf({ priority: 50 }) },
  budget: { benefit: { type: "amount_off", amountMinor: 400 }, budgetMinor: 100_000 },
  noOffers: {
    benefit: { type: "percent_off", bps: 1000 },
    conditions: { combinesWithOffers: false, minSpendMinor: 1000 },
  },
  over: {
    benefit: { type: "amount_off", amountMinor: 5000 },
    validity: { type: "days_after_claim", startAfterDays: 0, days: 1 },
  },
  soon: {
    benefit: { type: "amount_off", amountMinor: 5000 },
    validity: { type: "days_after_claim", startAfterDays: 30, days: 9 },
  },
});

function scopeOf(some: object): NonNullable<CouponSketch["scope"]> {
  return { productIds: [], categoryIds: [], excludeProductIds: [], excludeCategoryIds: [], ...some };
}
function matching(some: object) {
  return {
    type: "match" as const,
    planIds: [],
    tierIds: [],
    groupIds: [],
    tagIds: [],
    memberIds: [],
    ...some,
  };
}
function stackingOf(some: object): NonNullable<CouponSketch["stacking"]> {
  return { exclusive: false, group: null, stacksWith: "all", priority: 0, maxPerOrder: 1, ...some };
}

beforeAll(async () => {
  world = await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const storeId = await makeStore(tx, merchantId);
    const cat = [await makeCategory(tx, merchantId), await makeCategory(tx, merchantId)];
    const products: string[] = [];
    for (const [at, minor] of prices.entries()) {
      const categoryIds = cat.filter((_, of) => (at >> of) % 2 === 0);
      const offers = at === OFFER ? ["HKD"] : [];
      products.push(await makeProduct(tx, merchantId, { categoryIds, prices: { HKD: minor }, offers }));
    }
    const tagId = await makeTag(tx, merchantId);
    const spent = { type: "spent_at_least" as const, amountMinor: 1, days: 30 };
    const groupId = await makeGroup(tx, merchantId, { rule: spent });
    const paidAt = new Date(Date.now() - 50 * DAY);
    const registeredAt = new Date(Date.now() - 99 * DAY);
    const memberId = await makeMember(tx, merchantId, {
      ...{ registeredAt, firstPaidAt: paidAt, lastPaidAt: paidAt },
      tagIds: [tagId],
    });
    const vouchers: Record<string, string> = {};
    for (const [kind, sketch] of Object.entries(sketches(cat, products, tagId, groupId))) {
      const couponId = await makeCoupon(tx, merchantId, { ...sketch, name: kind });
      const at = new Date(Date.now() - (kind === "over" ? 9 : 1) * DAY);
      vouchers[kind] = await makeVoucher(tx, merchantId, { memberId, couponId, at });
    }
    const { key } = await makeApiKey(tx, merchantId);
    return { merchantId, storeId, memberId, key, products, vouchers };
  });
});

/** Carts of one line and of many, cheap and dear, with the best, with nothing and with vouchers chosen by hand. */
const corpus: readonly {
  lines: readonly [at: number, quantity: number][];
  vouchers: "best" | readonly string[];
}[] = [
  { lines: [[0, 1]], vouchers: "best" },
  { lines: [[0, 99]], vouchers: "best" },
  { lines: [[1, 3]], vouchers: "best" },
  {
    lines: [
      [2, 1],
      [3, 1],
    ],
    vouchers: "best",
  },
  { lines: [[4, 1]], vouchers: "best" },
  { lines: [[4, 2]], vouchers: "best" },
  {
    lines: [
      [4, 5],
      [0, 1],
    ],
    vouchers: "best",
  },
  {
    lines: [
      [5, 1],
      [6, 1],
      [1, 7],
    ],
    vouchers: "best",
  },
  { lines: [[7, 1]], vouchers: "best" },
  {
    lines: [
      [7, 4],
      [6, 3],
    ],
    vouchers: "best",
  },
  {
    lines: [
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
      [6, 1],
      [7, 1],
    ],
    vouchers: "best",
  },
  {
    lines: [
      [3, 9],
      [2, 9],
      [1, 9],
    ],
    vouchers: "best",
  },
  { lines: [[6, 2]], vouchers: [] },
  { lines: [[6, 2]], vouchers: ["percent"] },
  {
    lines: [
      [6, 2],
      [1, 1],
    ],
    vouchers: ["groupA", "groupB"],
  },
  {
    lines: [
      [6, 2],
      [1, 1],
    ],
    vouchers: ["groupB", "first", "every"],
  },
  { lines: [[4, 3]], vouchers: ["product", "capped"] },
  { lines: [[6, 2]], vouchers: ["exclusive", "amount"] },
  { lines: [[2, 2]], vouchers: ["minSpend", "tillOnly", "newOnly"] },
  { lines: [[5, 2]], vouchers: ["over"] },
  { lines: [[5, 2]], vouchers: ["soon", "delivery", "points", "generic"] },
  {
    lines: [
      [3, 2],
      [6, 1],
    ],
    vouchers: ["desktop", "grouped", "once", "tagged"],
  },
  { lines: [[OFFER, 1]], vouchers: "best" },
  { lines: [[OFFER, 3]], vouchers: ["noOffers"] },
  {
    lines: [
      [OFFER, 2],
      [4, 1],
    ],
    vouchers: ["noOffers"],
  },
];
type Entry = (typeof corpus)[number];

/** As all doors would write it down; the moment of asking is each one's own. */
const bytes = (quote: Quote) => JSON.stringify({ ...quote, at: "" });

function requestOf({ lines, vouchers }: Entry, device: "mobile" | "desktop") {
  const { storeId, memberId, products } = world;
  return {
    ...{ storeId, channel: "online", device, memberId, currency: "HKD" },
    lines: lines.map(([at, quantity]) => {
      const productId = products[at] ?? "";
      return { id: productId, productId, unitPriceMinor: prices[at] ?? 0, quantity };
    }),
    vouchers: vouchers === "best" ? vouchers : vouchers.map((kind) => world.vouchers[kind]),
  };
}

async function byApi(entry: Entry, device: "mobile" | "desktop"): Promise<string> {
  const response = await api.request("/api/v1/quotes", {
    method: "POST",
    headers: { authorization: `Bearer ${world.key}`, "content-type": "application/json" },
    body: JSON.stringify(requestOf(entry, device)),
  });
  const quote = await response.json();
  expect(response.status, JSON.stringify(quote)).toBe(200);
  return bytes(quote);
}

/** What the counter's screen asks: the action parses with this schema and calls this. */
async function byConsole(entry: Entry, device: "mobile" | "desktop"): Promise<string> {
  const cashier = testScope(world.merchantId, "cashier", { storeIds: [world.storeId] });
  const quoted = await quoteCart(cashier, quoteInputSchema.parse(requestOf(entry, device)));
  if (!quoted.ok) throw new Error(quoted.refusal.code);
  return bytes(quoted.value);
}

async function byMember(entry: Entry, device: "mobile" | "desktop"): Promise<string> {
  const { merchantId, storeId, memberId, products } = world;
  const choice =
    entry.vouchers === "best" ? entry.vouchers : entry.vouchers.map((kind) => world.vouchers[kind] ?? "");
  const lines: MemberCart["lines"] = entry.lines.map(([at, quantity]) => [products[at] ?? "", quantity]);
  const opened = await openCheckout(memberScope(merchantId, memberId), {
    ...{ memberId, device },
    cart: { storeId, lines, choice: choice === "best" ? choice : [...choice] },
  });
  if (!opened.ok) throw new Error(opened.refusal.code);
  return bytes(opened.value.quote);
}

describe("a quote", () => {
  it.each(corpus.map((entry, at) => ({ entry, at })))(
    "is the same to the byte at the counter, on the member's page and by the API: cart $at",
    async ({ entry, at }) => {
      const device = at % 2 === 0 ? "mobile" : "desktop";
      const [console, member, program] = [
        await byConsole(entry, device),
        await byMember(entry, device),
        await byApi(entry, device),
      ];
      expect(member).toBe(console);
      expect(program).toBe(console);
    },
  );

  it("passes over what the catalogue marks as an offer, until the caller says it is none", async () => {
    const noOffers = world.vouchers.noOffers ?? "";
    const [both] = corpus.filter(({ lines }) => lines.length === 2 && lines[0]?.[0] === OFFER);
    if (!both) throw new Error("no cart has it beside something else");
    const quote: Quote = JSON.parse(await byConsole(both, "mobile"));
    expect(quote.applied.map(({ lines }) => lines)).toEqual([
      [{ lineId: world.products[4], discountMinor: 300 }],
    ]);
    const alone = requestOf({ lines: [[OFFER, 1]], vouchers: ["noOffers"] }, "mobile");
    const priced = async (request: object) => {
      const quoted = await quoteCart(testScope(world.merchantId), quoteInputSchema.parse(request));
      return quoted.ok ? quoted.value : null;
    };
    expect((await priced(alone))?.notApplied).toMatchObject([
      { voucherId: noOffers, reasons: [{ code: "no_eligible_product" }, { code: "min_spend_not_met" }] },
    ]);
    const said = { ...alone, lines: alone.lines.map((line) => ({ ...line, onOffer: false })) };
    expect((await priced(said))?.discountMinor).toBe(556);
    const opened = await openCheckout(memberScope(world.merchantId, world.memberId), {
      ...{ memberId: world.memberId, device: "mobile" },
      cart: { storeId: world.storeId, lines: [[world.products[OFFER] ?? "", 1]], choice: "best" },
    });
    expect(opened.ok && [...opened.value.heldByOffers]).toEqual([noOffers]);
  });

  it("of these carts uses most kinds of coupons and says why not of all the others", async () => {
    const [used, refused] = [new Set<string>(), new Set<string>()];
    for (const [at, entry] of corpus.entries()) {
      const quote: Quote = JSON.parse(await byConsole(entry, at % 2 === 0 ? "mobile" : "desktop"));
      for (const { name } of quote.applied) used.add(name);
      for (const { name } of quote.notApplied) refused.add(name ?? "");
    }
    const kinds = Object.keys(world.vouchers);
    expect(kinds.filter((kind) => !used.has(kind) && !refused.has(kind))).toEqual([]);
    expect(used.size).toBeGreaterThanOrEqual(10);
    for (const never of ["over", "soon", "tillOnly", "newOnly", "points", "generic"])
      expect(used).not.toContain(never);
  });
});

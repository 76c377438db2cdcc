import type { Tx } from "@/db/client";
import { type CouponSketch, makeActivity, makeCoupon } from "@/db/seed/offers";
import { makeParticipation, makeViews, makeVoucher } from "@/db/seed/wins";
import { addDays, type Instant, localDate, startOfDay } from "@/lib/kernel/time";

const ZONE = "Asia/Hong_Kong";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const demoActivity = { code: "WINTER2026", password: "SNOWFLAKE" };

export type DemoWorld = {
  merchantId: string;
  now: Instant;
  createdBy: string;
  storeIds: Readonly<Record<string, string>>;
  productIds: Readonly<Record<string, string>>;
  categoryIds: Readonly<Record<string, string>>;
  tierIds: Readonly<Record<string, string>>;
  memberIds: readonly string[];
};

const iso = (at: Instant) => at.toISOString();
const midnight = (now: Instant, days: number) => startOfDay(addDays(localDate(now, ZONE), days), ZONE);

/** Eight coupons of the five types, in every status a coupon can have. */
export async function makeDemoCoupons(tx: Tx, world: DemoWorld) {
  const { merchantId, now, createdBy, storeIds, productIds, categoryIds, tierIds } = world;
  const ago = (days: number) => new Date(now.getTime() - days * DAY);
  const make = (sketch: CouponSketch, marks: Parameters<typeof makeCoupon>[3] = {}) =>
    makeCoupon(tx, merchantId, { currency: "HKD", ...sketch }, { createdBy, publishedAt: ago(30), ...marks });
  const id = (ids: Readonly<Record<string, string>>, name: string) => {
    const found = ids[name];
    if (!found) throw new Error(`the story knows no ${name}`);
    return found;
  };

  const winter = await make({
    name: "HK$30 off winter drinks",
    description: "A warm-up on us when your table orders HK$150 or more.",
    usageRules: "One coupon per bill.\nNot valid for gift boxes.",
    benefit: { type: "threshold_off", tiers: [{ spendMinor: 15000, offMinor: 3000 }] },
    scope: {
      productIds: [],
      categoryIds: [],
      excludeProductIds: [],
      excludeCategoryIds: [id(categoryIds, "Gifts")],
    },
    distribution: { methods: ["targeted"], quantity: 2000 },
  });
  const oolong = await make(
    {
      name: "20% off roasted oolong",
      benefit: { type: "percent_off", bps: 2000, maxOffMinor: 2000 },
      scope: {
        productIds: [id(productIds, "Roasted oolong"), id(productIds, "Oat milk oolong")],
        categoryIds: [],
        excludeProductIds: [],
        excludeCategoryIds: [],
      },
      validity: { type: "fixed", from: iso(midnight(now, -20)), until: iso(midnight(now, 41)) },
      distribution: { methods: ["targeted", "code"], quantity: null, claimLimit: 5 },
    },
    { publishedAt: ago(20) },
  );
  const bun = await make(
    {
      name: "Free egg tart",
      description: "One egg tart, warm from the oven.",
      giftable: true,
      benefit: { type: "product", productId: id(productIds, "Egg tart"), quantity: 1, priceMinor: 0 },
      validity: { type: "days_after_claim", startAfterDays: 1, days: 14 },
      distribution: { methods: ["targeted"], quantity: 500, claimLimit: 2, claimLimitPerDay: 1 },
    },
    { publishedAt: ago(18) },
  );
  const cash = await make(
    {
      name: "HK$20 tea voucher",
      benefit: { type: "amount_off", amountMinor: 2000 },
      conditions: { minSpendMinor: 5000, storeIds: [id(storeIds, "Mong Kok"), id(storeIds, "Sha Tin")] },
      distribution: { methods: ["targeted"], quantity: 300 },
      budgetMinor: 600000,
    },
    { publishedAt: ago(12) },
  );
  const tasting = await make({
    name: "Tea tasting for two",
    description: "Forty minutes with our tea master at the Central counter.",
    benefit: { type: "generic", text: "Tea tasting for two" },
    conditions: {
      storeIds: [id(storeIds, "Central")],
      weekdays: [1, 2, 3, 4, 5],
      hours: [{ from: "14:00", to: "17:00" }],
      audience: {
        type: "match",
        planIds: [],
        tierIds: [id(tierIds, "Gold"), id(tierIds, "Black")],
        groupIds: [],
        tagIds: [],
        memberIds: [],
      },
    },
    validity: { type: "days_after_claim", startAfterDays: 0, days: 90 },
    distribution: { methods: ["targeted"], quantity: 40, claimLimit: 1 },
  });
  await make(
    {
      name: "New year gift box, 15% off",
      benefit: { type: "percent_off", bps: 1500 },
      scope: {
        productIds: [],
        categoryIds: [id(categoryIds, "Gifts")],
        excludeProductIds: [],
        excludeCategoryIds: [],
      },
      validity: { type: "fixed", from: iso(midnight(now, 35)), until: iso(midnight(now, 66)) },
      distribution: { methods: ["targeted"], quantity: 800 },
    },
    { publishedAt: ago(2) },
  );
  await make(
    {
      name: "Student afternoon, HK$8 off",
      benefit: { type: "amount_off", amountMinor: 800 },
      conditions: { weekdays: [1, 2, 3, 4, 5], hours: [{ from: "15:00", to: "18:00" }] },
      distribution: { methods: ["targeted"], quantity: 1000, claimLimit: 10 },
    },
    { publishedAt: ago(25), pausedAt: ago(3) },
  );
  const autumn = await make(
    {
      name: "Mid-autumn lantern offer",
      benefit: { type: "threshold_off", every: { spendMinor: 10000, offMinor: 1500, maxTimes: 3 } },
      validity: { type: "fixed", from: iso(midnight(now, -60)), until: iso(midnight(now, -9)) },
      distribution: { methods: ["targeted"], quantity: 400 },
    },
    { publishedAt: ago(62) },
  );
  await make(
    { name: "Spring menu teaser", benefit: { type: "generic", text: "A taste of the spring menu" } },
    { publishedAt: null, createdAt: ago(1) },
  );
  return { winter, oolong, bun, cash, tasting, autumn };
}

/** One activity that runs, one that will, one that is over; their winners, and coupons given by hand. */
export async function makeDemoActivities(
  tx: Tx,
  world: DemoWorld,
  coupons: Awaited<ReturnType<typeof makeDemoCoupons>>,
) {
  const { merchantId, now, createdBy, memberIds } = world;
  const period = (from: number, until: number) => ({
    timeZone: ZONE,
    startsAt: iso(midnight(now, from)),
    endsAt: iso(midnight(now, until)),
  });
  const running = await makeActivity(
    tx,
    merchantId,
    {
      name: "Winter warmers",
      code: demoActivity.code,
      ...period(-10, 38),
      description: "Find the password on your cup sleeve and unwrap a little warmth.",
      rulesText:
        "Each cup sleeve of the winter menu carries a password.\nType it here to win; each password can be used three times per member.\nCoupons are for you alone and cannot be exchanged for cash.",
      passwords: [
        {
          password: demoActivity.password,
          inventory: 500,
          prizes: [
            { couponId: coupons.winter, quantity: 1 },
            { couponId: coupons.oolong, quantity: 1 },
          ],
        },
        {
          password: "GINGERBREAD",
          inventory: 40,
          prizes: [
            { couponId: coupons.bun, quantity: 2 },
            { couponId: coupons.cash, quantity: 1 },
          ],
        },
      ],
      perPassword: 3,
      limits: { perMember: 6, perMemberPerDay: null, total: null },
      sharing: {
        allowed: true,
        title: "Winter warmers",
        subtitle: "A password on your cup, a gift in your wallet",
      },
    },
    { createdBy, publishedAt: new Date(now.getTime() - 12 * DAY) },
  );
  await makeActivity(
    tx,
    merchantId,
    {
      name: "New year tea fair",
      code: "NEWYEAR2027",
      ...period(38, 60),
      description: "Passwords at every stall of the fair.",
      passwords: [
        { password: "LANTERN", inventory: 200, prizes: [{ couponId: coupons.winter, quantity: 1 }] },
      ],
      limits: { perMember: 1, perMemberPerDay: null, total: 200 },
      sharing: { allowed: true, title: "New year tea fair", subtitle: "" },
    },
    { createdBy, publishedAt: new Date(now.getTime() - 1 * DAY) },
  );
  const over = await makeActivity(
    tx,
    merchantId,
    {
      name: "Mid-autumn riddles",
      code: "RIDDLE2026",
      ...period(-50, -12),
      description: "Solve the lantern riddle and type the answer.",
      passwords: [
        { password: "moon rabbit", inventory: 30, prizes: [{ couponId: coupons.autumn, quantity: 1 }] },
      ],
      limits: { perMember: 1, perMemberPerDay: null, total: null },
    },
    { createdBy, publishedAt: new Date(now.getTime() - 52 * DAY) },
  );
  const [snowflake = "", gingerbread = ""] = running.poolIds;
  const [riddle = ""] = over.poolIds;
  for (const [i, memberId] of memberIds.slice(0, 12).entries()) {
    const at = new Date(now.getTime() - (20 + i) * DAY - i * HOUR);
    await makeParticipation(tx, merchantId, { activityId: over.id, poolId: riddle, memberId, at });
  }
  const pools = [snowflake, snowflake, gingerbread];
  for (const [i, memberId] of memberIds.slice(4, 26).entries()) {
    const at = new Date(now.getTime() - 2 * HOUR - i * 8 * HOUR);
    const poolId = pools[i % 3] ?? snowflake;
    await makeParticipation(tx, merchantId, { activityId: running.id, poolId, memberId, at });
  }
  const views = Array.from({ length: 10 }, (_, i) => [
    addDays(localDate(now, ZONE), -i),
    46 + ((i * 37) % 53),
  ]);
  await makeViews(tx, merchantId, running.id, Object.fromEntries(views));
  for (const [i, memberId] of memberIds.slice(0, 9).entries()) {
    const at = new Date(now.getTime() - (1 + i * 11) * HOUR);
    const usedAt = i % 3 === 0 ? new Date(at.getTime() + 40 * 60_000) : null;
    await makeVoucher(tx, merchantId, { memberId, couponId: coupons.cash, at, usedAt });
  }
  for (const memberId of memberIds.slice(0, 4)) {
    const at = new Date(now.getTime() - 6 * DAY);
    await makeVoucher(tx, merchantId, { memberId, couponId: coupons.tasting, at });
  }
  return { winter: running.id };
}

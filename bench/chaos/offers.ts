import { randomBytes } from "node:crypto";
import type { Tx } from "@/db/client";
import { type CouponSketch, makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";

/** One password of one activity: what a claim is sent for. */
export type Target = {
  readonly name: string;
  readonly activityId: string;
  readonly slug: string;
  readonly poolId: string;
  readonly couponIds: readonly string[];
  readonly password: string;
  /** How often it is wished for beside the others. */
  readonly weight: number;
  /** Most successes there can be, each of another member; null = no number that a run reaches. */
  readonly supply: number | null;
};

type Sketch = {
  readonly name: string;
  readonly weight: number;
  readonly limits: { readonly perMember: number | null; readonly perMemberPerDay: number | null };
  readonly total?: number;
  readonly perPassword?: number;
  /** Coupons of the prizes, one list for each password. */
  readonly pools: readonly (readonly string[])[];
  readonly inventory: number;
  readonly supply?: number;
  readonly fromMs?: number;
  readonly untilMs?: number;
};

const HOUR = 3_600_000;
const MANY = 1_000_000;
/** What the pool that grows during a scenario begins with. */
export const GROWING = 10;
const newPassword = () => `word${randomBytes(6).toString("hex")}`;

/** An activity, by this machine's true clock running from `fromMs` to `untilMs` after now. */
async function makeTargets(tx: Tx, merchantId: string, sketch: Sketch): Promise<Target[]> {
  const { name, weight, limits, total = null, perPassword = null, pools, inventory } = sketch;
  const passwords = pools.map((couponIds) => ({
    password: newPassword(),
    inventory,
    prizes: couponIds.map((couponId) => ({ couponId, quantity: 1 })),
  }));
  const activity = await makeActivity(tx, merchantId, {
    startsAt: new Date(Date.now() + (sketch.fromMs ?? -HOUR)).toISOString(),
    endsAt: new Date(Date.now() + (sketch.untilMs ?? 100 * HOUR)).toISOString(),
    passwords,
    limits: { ...limits, total },
    perPassword,
  });
  return passwords.map(({ password }, at) => ({
    name: pools.length > 1 ? `${name} ${at + 1}` : name,
    activityId: activity.id,
    slug: activity.slug,
    poolId: activity.poolIds[at] ?? "",
    couponIds: pools[at] ?? [],
    password,
    weight,
    supply: sketch.supply ?? null,
  }));
}

const none = { perMember: null, perMemberPerDay: null };
const coupon = (tx: Tx, merchantId: string, quantity: number | null) =>
  makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"], quantity } } satisfies CouponSketch);

/**
 * Fresh activities for one scenario: one without limits on a coupon without limit, two with little to give (a pool's, and
 * a coupon's), one with two passwords that may be won once each, one once a day, and two whose prizes are the same
 * coupons in opposite order.
 */
export async function makeOffers(merchantId: string, supply: number): Promise<Target[]> {
  return await inTransaction(async (tx) => {
    const [free, big, left, right] = [
      await coupon(tx, merchantId, null),
      await coupon(tx, merchantId, MANY),
      await coupon(tx, merchantId, MANY),
      await coupon(tx, merchantId, MANY),
    ];
    const short = await coupon(tx, merchantId, supply);
    const once = { ...none, perMember: 1 };
    const sketches: Sketch[] = [
      { name: "open", weight: 8, limits: none, pools: [[free]], inventory: MANY },
      { name: "growing", weight: 1, limits: none, pools: [[free]], inventory: GROWING },
      { name: "scarce pool", weight: 2, limits: once, pools: [[big]], inventory: supply, supply },
      { name: "scarce coupon", weight: 2, limits: once, pools: [[short]], inventory: MANY, supply },
      {
        name: "two words",
        weight: 2,
        limits: { ...none, perMember: 2 },
        perPassword: 1,
        pools: [[free], [big]],
        inventory: MANY,
      },
      {
        name: "once a day",
        weight: 2,
        limits: { ...none, perMemberPerDay: 1 },
        pools: [[free]],
        inventory: MANY,
      },
      {
        name: "shared",
        weight: 2,
        limits: none,
        total: MANY,
        pools: [
          [left, right],
          [right, left],
        ],
        inventory: MANY,
      },
    ];
    const made: Target[] = [];
    for (const sketch of sketches) made.push(...(await makeTargets(tx, merchantId, sketch)));
    return made;
  });
}

/** Activities that have ended, have not begun, and run, each half an hour from the edge. */
export async function makeTimedOffers(merchantId: string) {
  return await inTransaction(async (tx) => {
    const free = await coupon(tx, merchantId, null);
    const make = async (
      name: string,
      fromMs: number,
      untilMs: number,
      perMemberPerDay: number | null = null,
    ) => {
      const limits = { perMember: null, perMemberPerDay };
      const sketch = { name, weight: 1, limits, pools: [[free]], inventory: MANY, fromMs, untilMs };
      const [target] = await makeTargets(tx, merchantId, sketch);
      if (!target) throw new Error("an activity has no password");
      return target;
    };
    return {
      over: await make("over", -2 * HOUR, -HOUR / 2),
      coming: await make("coming", HOUR / 2, 2 * HOUR),
      running: await make("running", -HOUR / 2, HOUR / 2),
      daily: await make("daily", -HOUR / 2, HOUR / 2, 1),
    };
  });
}

import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { activities, activityStock, prizePools, prizes } from "@/db/schema/activities";
import { couponStock, couponStores, coupons, couponTerms } from "@/db/schema/coupons";
import { merchants } from "@/db/schema/merchants";
import { next } from "@/db/seed/factories";
import { keepPassword } from "@/lib/activities/check-activity";
import { slugOf } from "@/lib/activities/rules/slug";
import { type ActivityInput, activityInputSchema } from "@/lib/activities/schema";
import { termsOf } from "@/lib/coupons/rules/edit";
import { type CouponInput, couponInputSchema } from "@/lib/coupons/schema";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";

/** Shards of a counter without a limit. */
const SHARDS = 16;
const shardsOf = (limit: number | null) =>
  Array.from({ length: limit === null ? SHARDS : 1 }, (_, shard) => shard);

type Marks = {
  publishedAt?: Instant | null;
  pausedAt?: Instant | null;
  endedAt?: Instant | null;
  archivedAt?: Instant | null;
  createdAt?: Instant;
  createdBy?: string | null;
};

/** What a coupon is made of here: api.md's shape with everything but the interesting left out. */
export type CouponSketch = Partial<Omit<CouponInput, "distribution" | "conditions">> & {
  distribution?: Partial<CouponInput["distribution"]>;
  conditions?: Partial<CouponInput["conditions"]>;
};

/** A coupon with version 1 of its terms and its stock; published unless `marks` say otherwise. */
export async function makeCoupon(
  tx: Tx,
  merchantId: string,
  sketch: CouponSketch = {},
  marks: Marks = {},
): Promise<string> {
  const id = newId("cpn");
  const coupon = couponInputSchema.parse({
    name: `Coupon ${next()}`,
    currency: "HKD",
    benefit: { type: "amount_off", amountMinor: 2000 },
    validity: { type: "days_after_claim", days: 30 },
    ...sketch,
  });
  const { publishedAt = new Date(), createdAt = publishedAt ?? new Date(), ...rest } = marks;
  const fixed = coupon.validity.type === "fixed" ? coupon.validity : null;
  const { quantity, methods, claimLimit, claimLimitPerDay, codeSource } = coupon.distribution;
  await tx.insert(coupons).values({
    merchantId,
    id,
    number: publishedAt ? await nextNumber(tx, merchantId) : null,
    type: coupon.benefit.type,
    currency: coupon.currency,
    name: coupon.name,
    validFrom: fixed ? new Date(fixed.from) : null,
    validUntil: fixed ? new Date(fixed.until) : null,
    methods,
    claimLimit,
    claimLimitPerDay,
    codeSource,
    budgetMinor: coupon.budgetMinor,
    publishedAt,
    createdAt,
    updatedAt: createdAt,
    ...rest,
  });
  const terms = termsOf(coupon);
  await tx.insert(couponTerms).values({ merchantId, couponId: id, version: 1, createdAt, ...terms });
  const { storeIds } = coupon.conditions;
  if (storeIds !== "all") {
    await tx.insert(couponStores).values(storeIds.map((storeId) => ({ merchantId, couponId: id, storeId })));
  }
  await tx
    .insert(couponStock)
    .values(shardsOf(quantity).map((shard) => ({ merchantId, couponId: id, shard, quantity })));
  return id;
}

async function nextNumber(tx: Tx, merchantId: string): Promise<string> {
  const [row] = await tx
    .update(merchants)
    .set({ couponNumbers: sql`${merchants.couponNumbers} + 1` })
    .where(eq(merchants.id, merchantId))
    .returning({ count: merchants.couponNumbers });
  if (!row) throw new Error("there is no such merchant");
  return `CPN-${String(row.count).padStart(6, "0")}`;
}

export type ActivitySketch = Partial<Omit<ActivityInput, "rules" | "sharing">> & {
  sharing?: Partial<ActivityInput["sharing"]>;
  startsAt: string;
  endsAt: string;
  passwords: ActivityInput["rules"]["passwords"];
  perPassword?: number | null;
};

/** A code-redemption activity with its pools and prizes; published unless `marks` say otherwise. */
export async function makeActivity(
  tx: Tx,
  merchantId: string,
  sketch: ActivitySketch,
  marks: Marks = {},
): Promise<{ id: string; slug: string; poolIds: string[] }> {
  const id = newId("act");
  const { passwords, perPassword = null, ...rest } = sketch;
  const activity = activityInputSchema.parse({
    kind: "code_redemption",
    name: `Activity ${next()}`,
    code: `ACT${next()}-${id.slice(-6)}`,
    timeZone: "Asia/Hong_Kong",
    rules: { passwords, perMember: perPassword },
    ...rest,
  });
  const slug = slugOf(activity.code);
  const { publishedAt = new Date(), createdAt = publishedAt ?? new Date(), ...more } = marks;
  const { endedAt: _none, ...activityMarks } = more;
  const { limits, sharing } = activity;
  await tx.insert(activities).values({
    merchantId,
    id,
    kind: activity.kind,
    name: activity.name,
    code: activity.code,
    slug,
    timeZone: activity.timeZone,
    startsAt: new Date(activity.startsAt),
    endsAt: new Date(activity.endsAt),
    description: activity.description,
    rulesText: activity.rulesText,
    rules: { kind: "code_redemption", perMember: activity.rules.perMember },
    audience: activity.audience,
    perMember: limits.perMember,
    perMemberPerDay: limits.perMemberPerDay,
    shareAllowed: sharing.allowed,
    shareTitle: sharing.title,
    shareSubtitle: sharing.subtitle,
    shareImage: sharing.image,
    heroImage: activity.heroImage,
    publishedAt,
    createdAt,
    updatedAt: createdAt,
    ...activityMarks,
  });
  await tx
    .insert(activityStock)
    .values(
      shardsOf(limits.total).map((shard) => ({ merchantId, activityId: id, shard, total: limits.total })),
    );
  const poolIds: string[] = [];
  for (const [i, row] of activity.rules.passwords.entries()) {
    poolIds.push(await makePool(tx, merchantId, id, i + 1, row));
  }
  return { id, slug, poolIds };
}

async function makePool(
  tx: Tx,
  merchantId: string,
  activityId: string,
  position: number,
  row: ActivityInput["rules"]["passwords"][number],
): Promise<string> {
  const id = newId("pol");
  await tx.insert(prizePools).values({
    merchantId,
    id,
    activityId,
    position,
    ...keepPassword(row.password),
    inventory: row.inventory,
  });
  await tx
    .insert(prizes)
    .values(row.prizes.map((prize, i) => ({ merchantId, poolId: id, position: i + 1, ...prize })));
  return id;
}

import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import {
  activities,
  activityQuotas,
  activityStock,
  activityViews,
  participations,
  poolQuotas,
  prizePools,
  prizes,
} from "@/db/schema/activities";
import { couponStock, couponStores, coupons, couponTerms } from "@/db/schema/coupons";
import { merchants } from "@/db/schema/merchants";
import { memberQuotas, voucherEvents, vouchers } from "@/db/schema/vouchers";
import { next } from "@/db/seed/factories";
import { keepPassword } from "@/lib/activities/check-activity";
import { slugOf } from "@/lib/activities/rules/slug";
import { type ActivityInput, activityInputSchema } from "@/lib/activities/schema";
import { termsOf } from "@/lib/coupons/rules/edit";
import { voucherWindow } from "@/lib/coupons/rules/window";
import { type CouponInput, couponInputSchema } from "@/lib/coupons/schema";
import { newCode, newId } from "@/lib/kernel/id";
import { type Instant, localDate } from "@/lib/kernel/time";

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

export type ActivitySketch = Partial<Omit<ActivityInput, "rules">> & {
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

type Issue = {
  memberId: string;
  couponId: string;
  at: Instant;
  timeZone?: string;
  source?: "prize" | "grant";
  sourceId?: string;
  /** Given: it was used then. */
  usedAt?: Instant | null;
};

/** A voucher with its history, counted in the coupon's stock. */
export async function makeVoucher(tx: Tx, merchantId: string, issue: Issue): Promise<string> {
  const { memberId, couponId, at, timeZone = "Asia/Hong_Kong", source = "grant", usedAt = null } = issue;
  const [terms] = await tx
    .select({ validity: couponTerms.validity })
    .from(couponTerms)
    .where(and(eq(couponTerms.merchantId, merchantId), eq(couponTerms.couponId, couponId)));
  const window = terms && voucherWindow(terms.validity, at, timeZone);
  if (!window) throw new Error("nothing of this coupon can be issued then");
  const id = newId("vch", at.getTime());
  const sourceId = issue.sourceId ?? `seed-${id}`;
  await tx.insert(vouchers).values({
    merchantId,
    id,
    memberId,
    couponId,
    termsVersion: 1,
    status: usedAt ? "used" : "available",
    code: newCode(),
    issuedAt: at,
    validFrom: window.from,
    validUntil: window.until,
    source,
    sourceId,
    usedAt,
  });
  const event = { merchantId, voucherId: id, cause: { source, sourceId } };
  const actor = source === "prize" ? { actorType: "member", actorId: memberId } : { actorType: "system" };
  await tx
    .insert(voucherEvents)
    .values({ ...event, ...actor, id: newId("vev", at.getTime()), at, kind: "issued" });
  if (usedAt) {
    await tx.insert(voucherEvents).values({
      ...event,
      id: newId("vev", usedAt.getTime()),
      at: usedAt,
      kind: "redeemed",
      actorType: "system",
    });
  }
  if (source === "grant") await countGrant(tx, merchantId, memberId, couponId, localDate(at, timeZone));
  await tx
    .update(couponStock)
    .set({ issued: sql`${couponStock.issued} + 1`, used: sql`${couponStock.used} + ${usedAt ? 1 : 0}` })
    .where(
      and(
        eq(couponStock.merchantId, merchantId),
        eq(couponStock.couponId, couponId),
        eq(couponStock.shard, 0),
      ),
    );
  return id;
}

async function countGrant(tx: Tx, merchantId: string, memberId: string, couponId: string, day: string) {
  await tx
    .insert(memberQuotas)
    .values({ merchantId, memberId, couponId, issued: 1, day, issuedToday: 1 })
    .onConflictDoUpdate({
      target: [memberQuotas.merchantId, memberQuotas.memberId, memberQuotas.couponId],
      set: {
        issued: sql`${memberQuotas.issued} + 1`,
        issuedToday: sql`case when ${memberQuotas.day} = ${day} then ${memberQuotas.issuedToday} + 1 else 1 end`,
        day,
      },
    });
}

/** A member won one pool of an activity: participation, vouchers, and every counter that counts them. */
export async function makeParticipation(
  tx: Tx,
  merchantId: string,
  win: { activityId: string; poolId: string; memberId: string; at: Instant; timeZone?: string },
): Promise<{ id: string; voucherIds: string[] }> {
  const { activityId, poolId, memberId, at, timeZone = "Asia/Hong_Kong" } = win;
  const id = newId("prt", at.getTime());
  const day = localDate(at, timeZone);
  const quota = { merchantId, memberId };
  const [before] = await tx
    .insert(activityQuotas)
    .values({ ...quota, activityId, participations: 1, day, participationsToday: 1 })
    .onConflictDoUpdate({
      target: [activityQuotas.merchantId, activityQuotas.memberId, activityQuotas.activityId],
      set: {
        participations: sql`${activityQuotas.participations} + 1`,
        participationsToday: sql`case when ${activityQuotas.day} = ${day} then ${activityQuotas.participationsToday} + 1 else 1 end`,
        day,
      },
    })
    .returning({ participations: activityQuotas.participations });
  await tx
    .insert(poolQuotas)
    .values({ ...quota, poolId, wins: 1 })
    .onConflictDoUpdate({
      target: [poolQuotas.merchantId, poolQuotas.memberId, poolQuotas.poolId],
      set: { wins: sql`${poolQuotas.wins} + 1` },
    });
  await tx
    .insert(participations)
    .values({ merchantId, id, activityId, poolId, memberId, requestId: `seed-${id}`, at, day });
  await tx
    .update(prizePools)
    .set({ issued: sql`${prizePools.issued} + 1` })
    .where(and(eq(prizePools.merchantId, merchantId), eq(prizePools.id, poolId)));
  await tx
    .update(activityStock)
    .set({
      participations: sql`${activityStock.participations} + 1`,
      participants: sql`${activityStock.participants} + ${before?.participations === 1 ? 1 : 0}`,
    })
    .where(
      and(
        eq(activityStock.merchantId, merchantId),
        eq(activityStock.activityId, activityId),
        eq(activityStock.shard, 0),
      ),
    );
  const won = await tx
    .select({ couponId: prizes.couponId, quantity: prizes.quantity })
    .from(prizes)
    .where(and(eq(prizes.merchantId, merchantId), eq(prizes.poolId, poolId)))
    .orderBy(prizes.position);
  const voucherIds: string[] = [];
  for (const { couponId, quantity } of won) {
    for (let i = 0; i < quantity; i++) {
      voucherIds.push(
        await makeVoucher(tx, merchantId, {
          memberId,
          couponId,
          at,
          timeZone,
          source: "prize",
          sourceId: id,
        }),
      );
    }
  }
  return { id, voucherIds };
}

export async function makeViews(
  tx: Tx,
  merchantId: string,
  activityId: string,
  days: Record<string, number>,
) {
  const rows = Object.entries(days).map(([day, views]) => ({ merchantId, activityId, day, views }));
  if (rows.length > 0) await tx.insert(activityViews).values(rows);
}

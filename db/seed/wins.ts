import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import {
  activityQuotas,
  activityStock,
  activityViews,
  participations,
  prizePools,
  prizes,
} from "@/db/schema/activities";
import { couponStock, couponTerms } from "@/db/schema/coupons";
import { auditEntries, outboxBatches } from "@/db/schema/merchants";
import { memberQuotas, voucherEvents, vouchers } from "@/db/schema/vouchers";
import { voucherWindow } from "@/lib/coupons/rules/window";
import { newCode, newId } from "@/lib/kernel/id";
import { type Instant, localDate } from "@/lib/kernel/time";

type Issue = {
  memberId: string;
  couponId: string;
  at: Instant;
  timeZone?: string;
  source?: "prize" | "grant" | "pack";
  sourceId?: string;
  /** Given: it was used then. */
  usedAt?: Instant | null;
  /** At the desk of this store. */
  usedIn?: string;
  /** The pack it came out of, which says itself when it is good. */
  pack?: { id: string; window: { from: Instant; until: Instant } };
};

/** A voucher with its history, counted in the coupon's stock. */
export async function makeVoucher(tx: Tx, merchantId: string, issue: Issue): Promise<string> {
  const { memberId, couponId, at, timeZone = "Asia/Hong_Kong", source = "grant", usedAt = null } = issue;
  const desk = issue.usedIn ? { storeId: issue.usedIn } : {};
  const [terms] = await tx
    .select({ validity: couponTerms.validity })
    .from(couponTerms)
    .where(and(eq(couponTerms.merchantId, merchantId), eq(couponTerms.couponId, couponId)));
  const window = issue.pack?.window ?? (terms && voucherWindow(terms.validity, at, timeZone));
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
    packId: issue.pack?.id ?? null,
    issuedByType: source === "prize" ? "member" : "system",
    issuedBy: source === "prize" ? memberId : null,
    usedAt,
  });
  if (usedAt) {
    await tx.insert(voucherEvents).values({
      merchantId,
      voucherId: id,
      cause: { source, sourceId, ...desk },
      id: newId("vev", usedAt.getTime()),
      at: usedAt,
      kind: "redeemed",
      actorType: "system",
    });
  }
  const payload = { memberId, couponId, source, sourceId };
  await tx.insert(outboxBatches).values({
    merchantId,
    id: newId("obx", at.getTime()),
    events: [{ id: newId("evt", at.getTime()), type: "voucher.issued", subjectId: id, payload }],
    createdAt: at,
  });
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
    .values({ ...quota, activityId, participations: 1, day, participationsToday: 1, wins: { [poolId]: 1 } })
    .onConflictDoUpdate({
      target: [activityQuotas.merchantId, activityQuotas.memberId, activityQuotas.activityId],
      set: {
        participations: sql`${activityQuotas.participations} + 1`,
        participationsToday: sql`case when ${activityQuotas.day} = ${day} then ${activityQuotas.participationsToday} + 1 else 1 end`,
        day,
        wins: sql`jsonb_set(${activityQuotas.wins}, array[${poolId}]::text[], to_jsonb(coalesce((${activityQuotas.wins} ->> ${poolId})::int, 0) + 1))`,
      },
    })
    .returning({ participations: activityQuotas.participations });
  await tx
    .insert(participations)
    .values({ merchantId, id, activityId, poolId, memberId, requestId: `seed-${id}`, at, day });
  await tx.insert(auditEntries).values({
    merchantId,
    id: newId("aud", at.getTime()),
    at,
    actorType: "member",
    actorId: memberId,
    action: "activity.participate",
    objectType: "participation",
    objectId: id,
    after: { activityId, poolId },
    requestId: "seed",
  });
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

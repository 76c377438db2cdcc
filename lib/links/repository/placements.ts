import { and, eq, inArray, isNotNull, isNull, ne, notExists, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { notOver } from "@/db/placement-state";
import { activities, prizePools, prizes } from "@/db/schema/activities";
import { couponStores } from "@/db/schema/coupons";
import { links } from "@/db/schema/links";
import { packStores, packs } from "@/db/schema/packs";
import { placements } from "@/db/schema/placements";
import { newId } from "@/lib/kernel/id";
import { ON_SITE } from "@/lib/links/schema";
import {
  MAX_IN_SLOT,
  type PlacedTarget,
  type PlacementInput,
  placedTargetSchema,
} from "@/lib/links/schema/placements";
import type { Scope } from "@/lib/platform/auth/scope";

const storesOf = ({ storeId, storeIds }: Scope) =>
  storeId ? [storeId] : storeIds === "all" ? null : storeIds;

/** The merchant's placements; in a store view, and for somebody of some stores, those that stand there alone. */
function within(scope: Scope): SQL | undefined {
  const own = storesOf(scope);
  return and(
    eq(placements.merchantId, scope.merchantId),
    own ? inArray(placements.storeId, [...own]) : undefined,
  );
}

/**
 * Whether members can open what is to be placed, and it is the actor's to place: an activity that is online, a pack that is
 * sold; in a store view one with a coupon that is good in that store, or that is sold there. Reads only.
 */
export async function isPlaceable(tx: Tx, scope: Scope, { type, id }: PlacedTarget): Promise<boolean> {
  const rows = await (type === "activity" ? activityOf(tx, scope, id) : packOf(tx, scope, id));
  return rows.length === 1;
}

const one = { one: sql`1`.as("one") };

async function activityOf(tx: Tx, scope: Scope, id: string) {
  const own = storesOf(scope);
  const ofCoupon = and(
    eq(couponStores.merchantId, prizes.merchantId),
    eq(couponStores.couponId, prizes.couponId),
  );
  const good = own
    ? or(
        notExists(tx.select(one).from(couponStores).where(ofCoupon)),
        sql`exists ${tx
          .select(one)
          .from(couponStores)
          .where(and(ofCoupon, inArray(couponStores.storeId, [...own])))}`,
      )
    : undefined;
  const prize = tx
    .select(one)
    .from(prizePools)
    .innerJoin(prizes, and(eq(prizes.merchantId, prizePools.merchantId), eq(prizes.poolId, prizePools.id)))
    .where(
      and(eq(prizePools.merchantId, activities.merchantId), eq(prizePools.activityId, activities.id), good),
    );
  return await tx
    .select({ id: activities.id })
    .from(activities)
    .where(
      and(
        ...[eq(activities.merchantId, scope.merchantId), eq(activities.id, id)],
        ...[isNotNull(activities.publishedAt), isNull(activities.archivedAt), sql`exists ${prize}`],
      ),
    );
}

async function packOf(tx: Tx, scope: Scope, id: string) {
  const own = storesOf(scope);
  const ofPack = and(eq(packStores.merchantId, packs.merchantId), eq(packStores.packId, packs.id));
  const sold = own
    ? or(
        notExists(tx.select(one).from(packStores).where(ofPack)),
        sql`exists ${tx
          .select(one)
          .from(packStores)
          .where(and(ofPack, inArray(packStores.storeId, [...own])))}`,
      )
    : undefined;
  return await tx
    .select({ id: packs.id })
    .from(packs)
    .where(
      and(
        ...[eq(packs.merchantId, scope.merchantId), eq(packs.id, id), eq(packs.type, "paid")],
        ...[isNotNull(packs.publishedAt), isNull(packs.archivedAt), sold],
      ),
    );
}

/** One maker of placements of a thing at a time, until the transaction ends: its on-site link is made once. */
export async function lockPlaced(tx: Tx, scope: Scope, { id }: PlacedTarget): Promise<void> {
  const key = `placements:${scope.merchantId}:${id}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

/** The newest nameless on-site link to it that leads on and never ends; null = there is none. Call with it locked. */
export async function findOnSiteLink(tx: Tx, scope: Scope, { type, id }: PlacedTarget) {
  const [row] = await tx
    .select({ id: links.id })
    .from(links)
    .where(
      and(
        ...[eq(links.merchantId, scope.merchantId), eq(links.targetType, type), eq(links.targetId, id)],
        ...[
          eq(links.channel, ON_SITE),
          eq(links.name, ""),
          isNull(links.disabledAt),
          isNull(links.expiresAt),
        ],
      ),
    )
    .orderBy(sql`${links.createdAt} desc, ${links.id} desc`)
    .limit(1);
  return row?.id ?? null;
}

const valuesOf = ({ startsAt, endsAt, ...rest }: PlacementInput) => ({
  ...rest,
  startsAt: new Date(startsAt),
  endsAt: endsAt === null ? null : new Date(endsAt),
});

/** Keeps a new placement that leads by this link, of the store whose view its maker is in; gives its id. */
export async function insertPlacement(
  tx: Tx,
  scope: Scope,
  { linkId, placement }: { readonly linkId: string; readonly placement: PlacementInput },
): Promise<string> {
  const id = newId("plc");
  const { merchantId, storeId } = scope;
  await tx
    .insert(placements)
    .values({ merchantId, id, linkId, storeId, ...valuesOf(placement), createdBy: scope.actor.id });
  return id;
}

/** What the link of a placement leads to, and whether it leads nowhere any more. */
export async function loadLead(tx: Tx, scope: Scope, linkId: string) {
  const [row] = await tx
    .select({
      target: { type: links.targetType, id: links.targetId },
      isOver: sql<boolean>`${links.disabledAt} is not null or coalesce(${links.expiresAt} <= now(), false)`,
    })
    .from(links)
    .where(and(eq(links.merchantId, scope.merchantId), eq(links.id, linkId)));
  if (!row) throw new Error("a placement's link is gone");
  return { ...row, target: placedTargetSchema.parse(row.target) };
}

/** A placement that is the actor's to change, locked; null = there is none such. */
export async function lockPlacement(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx
    .select()
    .from(placements)
    .where(and(within(scope), eq(placements.id, id)))
    .for("update");
  return row ?? null;
}

/** Writes what changed of a locked placement and raises its revision, which it gives. */
export async function updatePlacement(
  tx: Tx,
  scope: Scope,
  id: string,
  { placement, linkId }: { readonly placement: PlacementInput; readonly linkId: string },
): Promise<number> {
  const [row] = await tx
    .update(placements)
    .set({ ...valuesOf(placement), linkId, revision: sql`${placements.revision} + 1`, updatedAt: sql`now()` })
    .where(and(within(scope), eq(placements.id, id)))
    .returning({ revision: placements.revision });
  if (!row) throw new Error("a locked placement is gone");
  return row.revision;
}

/** Switches a locked placement off, or on again. */
export async function setPlacementOff(tx: Tx, scope: Scope, id: string, isOff: boolean): Promise<void> {
  const rows = await tx
    .update(placements)
    .set({ disabledAt: isOff ? sql`now()` : null, updatedAt: sql`now()` })
    .where(and(within(scope), eq(placements.id, id)))
    .returning({ id: placements.id });
  if (rows.length !== 1) throw new Error("a locked placement is gone");
}

/** Takes a locked placement away; its link stays, with what came by it. */
export async function removePlacement(tx: Tx, scope: Scope, id: string): Promise<void> {
  const rows = await tx
    .delete(placements)
    .where(and(within(scope), eq(placements.id, id)))
    .returning({ id: placements.id });
  if (rows.length !== 1) throw new Error("a locked placement is gone");
}

/**
 * Whether a slot has room for one more of this form that is on and not over, beside the placement `id`: as many as can stand in one place
 * are read for each look of its page. One asker at a time until the transaction ends. Call with the placement and its picture locked.
 */
export async function hasRoom(tx: Tx, scope: Scope, { slot, form, storeId, id }: Stand): Promise<boolean> {
  const key = `slot:${scope.merchantId}:${slot}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  const there = await tx.$count(
    placements,
    and(
      ...[eq(placements.merchantId, scope.merchantId), eq(placements.slot, slot), eq(placements.form, form)],
      ...[isNull(placements.disabledAt), notOver(sql`now()`)],
      storeId === null ? isNull(placements.storeId) : eq(placements.storeId, storeId),
      id === undefined ? undefined : ne(placements.id, id),
    ),
  );
  return there < MAX_IN_SLOT;
}
type Stand = Pick<PlacementInput, "slot" | "form"> & {
  readonly storeId: string | null;
  readonly id?: string;
};

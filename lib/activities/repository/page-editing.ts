import { and, eq, inArray, lte, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { activityPageEditors } from "@/db/schema/activity-pages";
import { products } from "@/db/schema/catalogue";
import { staff, staffRoles } from "@/db/schema/merchants";
import { packs } from "@/db/schema/packs";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** Where an activity's page is; null = no activity of this merchant's. */
export async function findAddress(tx: Tx, scope: Scope, activityId: string): Promise<string | null> {
  const [row] = await tx
    .select({ slug: activities.slug })
    .from(activities)
    .where(and(eq(activities.merchantId, scope.merchantId), eq(activities.id, activityId)));
  return row?.slug ?? null;
}

/** How many of these different products and packs are the merchant's own, archived ones too. */
export async function countOwnGoods(
  tx: Tx,
  scope: Scope,
  { productIds, packIds }: { readonly productIds: readonly string[]; readonly packIds: readonly string[] },
): Promise<{ readonly products: number; readonly packs: number }> {
  const own = { products: 0, packs: 0 };
  if (productIds.length > 0) {
    const where = and(eq(products.merchantId, scope.merchantId), inArray(products.id, [...productIds]));
    own.products = await tx.$count(products, where);
  }
  if (packIds.length > 0) {
    const where = and(eq(packs.merchantId, scope.merchantId), inArray(packs.id, [...packIds]));
    own.packs = await tx.$count(packs, where);
  }
  return own;
}

type Editing = {
  readonly activityId: string;
  readonly staffId: string;
  readonly tab: string;
  readonly now: Instant;
  /** Whoever was not seen since is gone. */
  readonly gone: Instant;
  readonly take: boolean;
};

/**
 * Notes that a window has the page open, unless another has it that is still there and is not taken over from. Gives the
 * one that has it then.
 */
export async function holdEditor(
  tx: Tx,
  scope: Scope,
  { activityId, staffId, tab, now, gone, take }: Editing,
): Promise<{ readonly staffId: string; readonly tab: string }> {
  const e = activityPageEditors;
  const own = { staffId, tab, seenAt: now };
  const isFree = or(
    and(eq(e.staffId, staffId), eq(e.tab, tab)),
    lte(e.seenAt, gone),
    take ? sql`true` : undefined,
  );
  const held = await tx
    .insert(e)
    .values({ merchantId: scope.merchantId, activityId, ...own })
    .onConflictDoUpdate({ target: [e.merchantId, e.activityId], set: own, setWhere: isFree })
    .returning({ staffId: e.staffId, tab: e.tab });
  if (held[0]) return held[0];
  const [other] = await tx
    .select({ staffId: e.staffId, tab: e.tab })
    .from(e)
    .where(and(eq(e.merchantId, scope.merchantId), eq(e.activityId, activityId)));
  return other ?? { staffId, tab };
}

/** Forgets that this window of this person has the page open; whoever else has it keeps it. */
export async function dropEditor(
  tx: Tx,
  scope: Scope,
  { activityId, staffId, tab }: Pick<Editing, "activityId" | "staffId" | "tab">,
): Promise<void> {
  const e = activityPageEditors;
  await tx
    .delete(e)
    .where(
      and(
        eq(e.merchantId, scope.merchantId),
        eq(e.activityId, activityId),
        eq(e.staffId, staffId),
        eq(e.tab, tab),
      ),
    );
}

/** The name of one of the merchant's people; null = nobody of that id works there. */
export async function findStaffName(tx: Tx, scope: Scope, staffId: string): Promise<string | null> {
  const [row] = await tx
    .select({ name: staff.name })
    .from(staff)
    .innerJoin(staffRoles, and(eq(staffRoles.merchantId, scope.merchantId), eq(staffRoles.staffId, staff.id)))
    .where(eq(staff.id, staffId))
    .limit(1);
  return row?.name ?? null;
}

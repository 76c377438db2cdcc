import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { products } from "@/db/schema/catalogue";
import { coupons, couponTerms } from "@/db/schema/coupons";
import { packContents, packItems } from "@/db/schema/packs";
import { cyclesOf } from "@/lib/packs/rules/schedule";
import { packWorth, type Worth, worthOf } from "@/lib/packs/rules/worth";
import type { PackSchedule } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** A version of a pack's contents. */
export type VersionKey = { readonly packId: string; readonly version: number };

const itemColumns = {
  packId: packItems.packId,
  version: packItems.version,
  part: packItems.part,
  couponId: packItems.couponId,
  quantity: packItems.quantity,
  starts: packItems.starts,
  validDays: packItems.validDays,
  couponName: coupons.name,
  couponNumber: coupons.number,
  currency: coupons.currency,
  type: coupons.type,
  /** What the coupon takes off today; a delivery binds to its terms of that day. */
  benefit: couponTerms.benefit,
  conditions: couponTerms.conditions,
  scope: couponTerms.scope,
  /** Of a coupon that gives a product. */
  productName: products.name,
  faceColour: couponTerms.faceColour,
};

/** The coupons in these versions in their order, with what each is now: at most forty a version. */
async function itemsOf(scope: Scope, keys: readonly VersionKey[]) {
  if (keys.length === 0) return [];
  return await db()
    .select(itemColumns)
    .from(packItems)
    .innerJoin(coupons, and(eq(coupons.merchantId, packItems.merchantId), eq(coupons.id, packItems.couponId)))
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, coupons.merchantId),
        eq(couponTerms.couponId, coupons.id),
        eq(couponTerms.version, coupons.termsVersion),
      ),
    )
    .leftJoin(
      products,
      and(
        eq(products.merchantId, couponTerms.merchantId),
        eq(products.id, sql<string>`${couponTerms.benefit}->>'productId'`),
      ),
    )
    .where(
      and(
        eq(packItems.merchantId, scope.merchantId),
        or(...keys.map((key) => and(eq(packItems.packId, key.packId), eq(packItems.version, key.version)))),
      ),
    )
    .orderBy(asc(packItems.packId), asc(packItems.version), asc(packItems.part), asc(packItems.position));
}
export type PackItemRow = Awaited<ReturnType<typeof itemsOf>>[number];

/** What a pack holds, for screens: what each delivery brings, what the first does, and what it all is worth. */
export type PackContentsView = {
  readonly version: number;
  readonly schedule: PackSchedule;
  readonly items: readonly PackItemRow[];
  /** Null = the same as each. */
  readonly firstItems: readonly PackItemRow[] | null;
  readonly cycles: number;
  /** Coupons that the first delivery brings, and all deliveries together. */
  readonly firstCoupons: number;
  readonly allCoupons: number;
  readonly worth: Worth;
};

/** The contents of these versions, by pack and version as `key` names them. */
export async function contentsOf(
  scope: Scope,
  keys: readonly (VersionKey & { readonly currency: string })[],
): Promise<ReadonlyMap<string, PackContentsView>> {
  if (keys.length === 0) return new Map();
  const [schedules, items] = await Promise.all([
    db()
      .select({
        packId: packContents.packId,
        version: packContents.version,
        schedule: packContents.schedule,
      })
      .from(packContents)
      .where(
        and(
          eq(packContents.merchantId, scope.merchantId),
          inArray(sql`(${packContents.packId}, ${packContents.version})`, keys.map(asTuple)),
        ),
      ),
    itemsOf(scope, keys),
  ]);
  return new Map(
    keys.flatMap((key) => {
      const found = schedules.find((one) => contentsKey(one) === contentsKey(key));
      const mine = items.filter((item) => contentsKey(item) === contentsKey(key));
      return found ? [[contentsKey(key), viewOf(found, mine, key.currency)]] : [];
    }),
  );
}

const asTuple = ({ packId, version }: VersionKey) => sql`(${packId}, ${version}::int)`;

/** Names a version in the map of `contentsOf`. */
export const contentsKey = ({ packId, version }: VersionKey) => `${packId}:${version}`;

function viewOf(
  { version, schedule }: { readonly version: number; readonly schedule: PackSchedule },
  all: readonly PackItemRow[],
  currency: string,
): PackContentsView {
  const items = all.filter((item) => item.part === "each");
  const first = all.filter((item) => item.part === "first");
  const firstItems = first.length > 0 ? first : null;
  const cycles = cyclesOf(schedule);
  const count = (list: readonly PackItemRow[]) => list.reduce((sum, item) => sum + item.quantity, 0);
  const firstCoupons = count(firstItems ?? items);
  return {
    ...{ version, schedule, items, firstItems, cycles, firstCoupons },
    allCoupons: firstCoupons + count(items) * (cycles - 1),
    worth: packWorth(worthOf(firstItems ?? items, currency), worthOf(items, currency), cycles),
  };
}

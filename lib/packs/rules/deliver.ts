import { type CouponStanding, couponStatus } from "@/lib/coupons/rules/status";
import { supplyRefusal } from "@/lib/coupons/rules/supply";
import type { CouponValidity } from "@/lib/coupons/schema";
import type { Instant } from "@/lib/kernel/time";
import { type CouponBounds, type ItemWindow, itemWindow } from "@/lib/packs/rules/window";
import type { PackContents, PackItem } from "@/lib/packs/schema";

/** A coupon of a delivery, under lock. */
export type DeliveredCoupon = CouponStanding & {
  readonly id: string;
  readonly termsVersion: number;
  readonly validity: CouponValidity;
};

/** An item as it would be issued now. */
export type DeliveredItem = PackItem & { readonly termsVersion: number; readonly window: ItemWindow };

export type Waiting<H> = { readonly holder: H; readonly couponId: string };

export type DeliveryPlan<H> = {
  readonly items: readonly DeliveredItem[];
  /** Who gets everything. */
  readonly deliver: readonly H[];
  /** Who gets nothing yet, and the coupon that cannot be had. */
  readonly wait: readonly Waiting<H>[];
};

/**
 * Who of `holders` gets what `items` say at `now`: everything or nothing, in their order, as far as the coupons go. A pause
 * holds nothing back, since what is delivered was promised before it; a coupon that is over, archived or all given out does.
 */
export function planDelivery<H extends { readonly packs: number }>(
  items: readonly PackItem[],
  coupons: ReadonlyMap<string, DeliveredCoupon>,
  holders: readonly H[],
  { now, zone }: { readonly now: Instant; readonly zone: string },
): DeliveryPlan<H> {
  const made = items.map((item) => {
    const coupon = coupons.get(item.couponId);
    const window = coupon && isOwed(coupon, now) ? windowOf(item, coupon, now, zone) : null;
    return window && coupon ? { ...item, termsVersion: coupon.termsVersion, window } : item.couponId;
  });
  const missing = made.find((one): one is string => typeof one === "string");
  if (missing !== undefined) {
    return { items: [], deliver: [], wait: holders.map((holder) => ({ holder, couponId: missing })) };
  }
  const left = leftFor(items, coupons);
  const deliver: H[] = [];
  const wait: Waiting<H>[] = [];
  for (const holder of holders) {
    const short = [...left].find(([, { each, left: rest }]) => rest < each * holder.packs);
    if (short) wait.push({ holder, couponId: short[0] });
    else {
      for (const supply of left.values()) supply.left -= supply.each * holder.packs;
      deliver.push(holder);
    }
  }
  return { items: made.filter((one): one is DeliveredItem => typeof one !== "string"), deliver, wait };
}

/** How many of each coupon one delivery of these contents takes at most, whichever of their lists it is. */
export function neededBy({
  items,
  firstItems,
}: Pick<PackContents, "items" | "firstItems">): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const list of [items, firstItems ?? []]) {
    for (const [couponId, n] of takenBy(list, [{ packs: 1 }]))
      most.set(couponId, Math.max(n, most.get(couponId) ?? 0));
  }
  return most;
}

/** Counts `more` of each coupon with those that are spoken for already. */
export function addCounts(counts: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [couponId, n] of more) counts.set(couponId, (counts.get(couponId) ?? 0) + n);
}

/** How many of each coupon these holders get by a delivery of these items. */
export function takenBy(
  items: readonly PackItem[],
  holders: readonly { readonly packs: number }[],
): ReadonlyMap<string, number> {
  const packs = holders.reduce((sum, holder) => sum + holder.packs, 0);
  const taken = new Map<string, number>();
  for (const { couponId, quantity } of items) addCounts(taken, new Map([[couponId, quantity * packs]]));
  return taken;
}

/**
 * The first coupon of these contents that a delivery at `now` could not bring; null = all can be had. It asks what
 * `planDelivery` will ask, and more: what is paused or sold out is not sold in a pack either, and neither is what unpaid
 * purchases `hold` (how many of each coupon they wait for).
 */
export function missingOf(
  contents: Pick<PackContents, "items" | "firstItems">,
  coupons: ReadonlyMap<string, DeliveredCoupon>,
  held: ReadonlyMap<string, number>,
  { now, zone }: { readonly now: Instant; readonly zone: string },
): string | null {
  for (const [couponId, wanted] of neededBy(contents)) {
    const coupon = coupons.get(couponId);
    if (!coupon || supplyRefusal(coupon, wanted + (held.get(couponId) ?? 0), now)) return couponId;
  }
  return dayless(contents, coupons, { now, zone });
}

/** The first coupon of these contents whose days would be over once a delivery at `now` made it good; null = none. */
export function dayless(
  { items, firstItems }: Pick<PackContents, "items" | "firstItems">,
  coupons: ReadonlyMap<string, Pick<DeliveredCoupon, "validity">>,
  { now, zone }: { readonly now: Instant; readonly zone: string },
): string | null {
  const over = [...(firstItems ?? []), ...items].find((item) => {
    const coupon = coupons.get(item.couponId);
    return coupon !== undefined && windowOf(item, coupon, now, zone) === null;
  });
  return over?.couponId ?? null;
}

/** Whether a delivery at `now` could bring this item, however many of its coupon are left. Once it could not, it never can. */
export function canCome(
  item: PackItem,
  coupon: Omit<DeliveredCoupon, "id" | "termsVersion">,
  { now, zone }: { readonly now: Instant; readonly zone: string },
): boolean {
  return isOwed(coupon, now) && windowOf(item, coupon, now, zone) !== null;
}

/**
 * Holders in their order, in portions of at most `most` coupons, one pack bringing `coupons` of them: what one transaction
 * delivers is bounded by what it writes. Whoever gets more than that alone is a portion of their own.
 */
export function portionsOf<H extends { readonly packs: number }>(
  holders: readonly H[],
  coupons: number,
  most: number,
): H[][] {
  const portions: H[][] = [];
  let room = 0;
  for (const holder of holders) {
    const brings = holder.packs * coupons;
    const last = portions.at(-1);
    if (last && brings <= room) last.push(holder);
    else {
      portions.push([holder]);
      room = most;
    }
    room -= brings;
  }
  return portions;
}

function isOwed(coupon: CouponStanding, now: Instant): boolean {
  const status = couponStatus({ ...coupon, quantity: null }, now);
  return status === "active" || status === "scheduled" || status === "paused";
}

function windowOf(
  item: PackItem,
  { validity }: Pick<DeliveredCoupon, "validity">,
  now: Instant,
  zone: string,
) {
  const bounds: CouponBounds =
    validity.type === "fixed"
      ? { from: new Date(validity.from), until: new Date(validity.until) }
      : { from: null, until: null };
  return itemWindow(item, now, zone, bounds);
}

/** How many of each limited coupon one pack takes, and how many there are. */
function leftFor(items: readonly PackItem[], coupons: ReadonlyMap<string, DeliveredCoupon>) {
  const left = new Map<string, { each: number; left: number }>();
  for (const { couponId, quantity } of items) {
    const coupon = coupons.get(couponId);
    if (!coupon || coupon.quantity === null) continue;
    const each = (left.get(couponId)?.each ?? 0) + quantity;
    left.set(couponId, { each, left: coupon.quantity - coupon.issued });
  }
  return left;
}

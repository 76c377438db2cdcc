import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import {
  type DrawableCoupon,
  lockDrawable,
  lockDrawableForMany,
  takeStock,
  takeStockForMany,
} from "@/lib/coupons/repository/stock";
import { type SupplyRefusal, supplyRefusal } from "@/lib/coupons/rules/supply";
import { type VoucherWindow, voucherWindow } from "@/lib/coupons/rules/window";
import type { Refusal } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** So many of a coupon. */
export type Draw = { readonly couponId: string; readonly quantity: number };

/** A coupon under lock, whether it may be drawn at that moment, and the window a voucher of it would have. */
export type LockedDraw = Draw & {
  readonly coupon: DrawableCoupon;
  /** Null exactly when there is a refusal. */
  readonly window: VoucherWindow | null;
  readonly refusal: SupplyRefusal | null;
};

export type LockedStock = {
  /** The database's clock once every lock was held: what the issue is decided and dated by. */
  readonly now: Instant;
  readonly draws: readonly LockedDraw[];
};

/**
 * Locks the coupons of `draws` (each named once) in the order of their ids and tells for each whether it may be issued
 * `quantity` times, by state and stock. A coupon that is not this merchant's is left out of the answer. Nothing is
 * written; the locks hold until the transaction ends, so that `drawStock` can only succeed. They also put all issues
 * of one coupon to one member in a row, so that counts per member read after it stay true.
 */
export async function lockStock(
  tx: Tx,
  scope: Scope,
  draws: readonly Draw[],
  to: { readonly memberId: string; readonly zone: string },
): Promise<LockedStock> {
  const ids = draws.map((draw) => draw.couponId);
  const drawable = await lockDrawable(tx, scope, ids, to.memberId);
  const now = await databaseNow(tx);
  const locked = draws.flatMap((draw) => {
    const coupon = drawable.get(draw.couponId);
    if (!coupon) return [];
    const window = voucherWindow(coupon.validity, now, to.zone);
    const refusal = supplyRefusal(coupon, draw.quantity, now) ?? (window ? null : ended);
    return [{ ...draw, coupon, window: refusal ? null : window, refusal }];
  });
  return { now, draws: locked };
}

const ended: Refusal<"ended"> = { code: "ended" };

/**
 * Locks the counters of these coupons that whatever happens to one member touches, in the order of their ids: for who draws
 * and uses coupons in one transaction, before either.
 */
export async function holdStock(
  tx: Tx,
  scope: Scope,
  couponIds: readonly string[],
  memberId: string,
): Promise<void> {
  await lockDrawable(tx, scope, couponIds, memberId);
}

/** Counts the drawn coupons as issued; call it with draws that `lockStock` found fit, in the same transaction. */
export async function drawStock(
  tx: Tx,
  scope: Scope,
  draws: readonly Draw[],
  memberId: string,
): Promise<void> {
  for (const draw of [...draws].sort((a, b) => (a.couponId < b.couponId ? -1 : 1))) {
    await takeStock(tx, scope, draw.couponId, memberId, draw.quantity);
  }
}

/**
 * As `lockStock`, of one coupon for many members at once. What it tells of supply is for its caller to ask, member by
 * member, with `supplyRefusal`: `issued` is that of the whole coupon where it is limited. Null = there is no such coupon.
 */
export async function lockStockForMany(
  tx: Tx,
  scope: Scope,
  couponId: string,
  to: { readonly memberIds: readonly string[]; readonly zone: string },
): Promise<{ now: Instant; coupon: DrawableCoupon; window: VoucherWindow | null } | null> {
  const coupon = await lockDrawableForMany(tx, scope, couponId, to.memberIds);
  if (!coupon) return null;
  const now = await databaseNow(tx);
  return { now, coupon, window: voucherWindow(coupon.validity, now, to.zone) };
}

/** Counts `quantity` copies for each of these members as issued; call it after `lockStockForMany`, in the same transaction. */
export async function drawStockForMany(
  tx: Tx,
  scope: Scope,
  couponId: string,
  draw: { readonly memberIds: readonly string[]; readonly quantity: number },
): Promise<void> {
  if (draw.memberIds.length === 0) return;
  await takeStockForMany(tx, scope, couponId, draw.memberIds, draw.quantity);
}

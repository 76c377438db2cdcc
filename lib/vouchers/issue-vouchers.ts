import type { Tx } from "@/db/client";
import { drawStock, type LockedDraw } from "@/lib/coupons/draw-stock";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { type IssueCause, type IssuedVoucher, insertVouchers } from "@/lib/vouchers/repository";

export type Issued = IssuedVoucher & { readonly name: string };

export type Issue = IssueCause & {
  readonly memberId: string;
  /** What `lockStock` of this transaction found fit. */
  readonly draws: readonly LockedDraw[];
  readonly now: Instant;
};

/**
 * Brings vouchers into being, the only way there is: draws the stock, stores each voucher bound to the terms version
 * and window that were read under the lock, writes its history and announces `voucher.issued`. All or none: any
 * failure throws and the transaction rolls back.
 */
export async function issueVouchers(tx: Tx, scope: Scope, issue: Issue): Promise<Issued[]> {
  const { memberId, draws, now } = issue;
  const names = new Map(draws.map((draw) => [draw.couponId, draw.coupon.name]));
  const items = draws.flatMap((draw) => {
    if (!draw.window) throw new Error(`coupon ${draw.couponId} was refused and cannot be issued`);
    const { from: validFrom, until: validUntil } = draw.window;
    const one = { couponId: draw.couponId, termsVersion: draw.coupon.termsVersion, validFrom, validUntil };
    return Array.from({ length: draw.quantity }, () => one);
  });
  await drawStock(tx, scope, draws, memberId);
  const issued = await insertVouchers(tx, scope, memberId, items, issue, now);
  await announce(
    tx,
    scope,
    issued.map((voucher) => ({
      type: "voucher.issued",
      subjectId: voucher.id,
      payload: { memberId, couponId: voucher.couponId, source: issue.source, sourceId: issue.sourceId },
    })),
  );
  return issued.map((voucher) => ({ ...voucher, name: names.get(voucher.couponId) ?? "" }));
}

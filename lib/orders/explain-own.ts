import { explainCoupon } from "@/lib/orders/explain-coupon";
import { type OpenCheckout, openCheckout } from "@/lib/orders/open-checkout";
import { lackOf } from "@/lib/orders/rules/lack-of-delivery";
import type { Scope } from "@/lib/platform/auth/scope";
import { type Reason, reasonCodes } from "@/lib/pricing/shapes";

/** Why a member cannot use one of their coupons, and whether their cart was looked at. */
export type OwnExplained = {
  readonly reasons: readonly Reason[];
  readonly withCart: boolean;
  /** That of the cart's store, in which its hours are meant; null = of no store. */
  readonly timeZone: string | null;
  /** What it is for is in the cart, and on offer, with which it does not combine. */
  readonly isHeldByOffers: boolean;
  /** What of delivery their cart has not; undefined = nothing, or there is no cart. */
  readonly lacksDelivery: "charge" | "choice" | undefined;
};

export type AskOwn = {
  readonly voucherId: string;
  readonly memberId: string;
  /** The cart that the browser keeps; null = none. */
  readonly asked: OpenCheckout | null;
};

const codes: readonly string[] = reasonCodes;
const isReason = (one: { readonly code: string }): one is Reason => codes.includes(one.code);

/**
 * What stands in the way of a member's own coupon (M-12): with what is in their cart, else wherever they might order. The
 * reasons of section 10, and `not_in_best_set` is none: what is left out of the best may be chosen. Changes nothing.
 */
export async function explainOwn(
  scope: Scope,
  { voucherId, memberId, asked }: AskOwn,
): Promise<OwnExplained> {
  const opened = asked ? await openCheckout(scope, asked) : null;
  if (opened?.ok) {
    const { best, timeZone } = opened.value;
    const { applied, notApplied } = best;
    const found = notApplied.find((one) => one.voucherId === voucherId);
    const usable = applied.some((one) => one.voucherId === voucherId);
    if (found || usable) {
      const may = found?.reasons.some(({ code }) => code === "not_in_best_set") ?? true;
      const isHeldByOffers = opened.value.heldByOffers.has(voucherId);
      const lacksDelivery = lackOf(opened.value);
      const open = may ? [] : (found?.reasons ?? []);
      return { reasons: open, withCart: true, timeZone, isHeldByOffers, lacksDelivery };
    }
  }
  const explained = await explainCoupon(scope, { memberId, voucherId });
  const reasons = explained.ok ? explained.value.reasons : [];
  return {
    reasons: reasons.filter(isReason),
    withCart: false,
    timeZone: null,
    isHeldByOffers: false,
    lacksDelivery: undefined,
  };
}

import type { FormerValidity } from "@/lib/coupons/extend-coupons";
import { setCouponValidity } from "@/lib/coupons/set-coupon-validity";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne } from "@/lib/platform/each-one";

/**
 * Gives each of many coupons a validity of its own, such as the one it had, each in a transaction of its own: one that
 * somebody changed since its `revision` stays as they left it (`changed_meanwhile`), and so is each other refusal of
 * `setCouponValidity` told. Vouchers that were issued in between keep their dates (I-9). The same request id does each once.
 */
export async function setCouponValidities(
  scope: Scope,
  request: { readonly requestId: string; readonly coupons: readonly FormerValidity[] },
): Promise<Result<EachOutcome>> {
  const { requestId, coupons } = request;
  const asked = new Map(coupons.map((one) => [one.couponId, one]));
  const things = [...asked.keys()].map((id) => ({ id, name: "" }));
  const work = async (couponId: string, own: string) => {
    const one = asked.get(couponId);
    return one ? await setCouponValidity(scope, { requestId: own, ...one }) : refuse("not_found");
  };
  return ok(await eachOne(requestId, things, work));
}

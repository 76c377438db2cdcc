import { ok, type Result } from "@/lib/kernel/result";
import { type ExtendVoucher, extendVoucher } from "@/lib/orders/extend-voucher";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

type ExtendVouchers = Omit<ExtendVoucher, "voucherId"> & { readonly vouchers: readonly Named[] };

/**
 * Lets many vouchers be used to the end of one later day, each in a transaction of its own: what one refuses stops no
 * other, and each refusal is told (those of `extendVoucher`; `not_found`). The same request id moves each end once.
 */
export async function extendVouchers(scope: Scope, request: ExtendVouchers): Promise<Result<EachOutcome>> {
  const { requestId, vouchers, ...what } = request;
  const work = async (voucherId: string, own: string) =>
    await extendVoucher(scope, { requestId: own, voucherId, ...what });
  return ok(await eachOne(requestId, vouchers, work));
}

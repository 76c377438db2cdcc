import { ok, type Result } from "@/lib/kernel/result";
import { revokeVoucher } from "@/lib/orders/redeem-voucher";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

/**
 * Takes many vouchers back with one reason, each in a transaction of its own: what one refuses stops no other, and each
 * refusal is told (those of `revokeVoucher`; `not_found`). The same request id takes each back once.
 */
export async function revokeVouchers(
  scope: Scope,
  request: { readonly requestId: string; readonly vouchers: readonly Named[]; readonly note: string },
): Promise<Result<EachOutcome>> {
  const { requestId, vouchers, note } = request;
  const work = async (voucherId: string, own: string) =>
    await revokeVoucher(scope, { requestId: own, voucherId, note });
  return ok(await eachOne(requestId, vouchers, work));
}

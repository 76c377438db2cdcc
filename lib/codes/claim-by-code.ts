import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { findClaimableByCode } from "@/lib/codes/find-claimable";
import { codeHasLeft } from "@/lib/codes/rules";
import { drawCode, lockCode } from "@/lib/coupons/draw-code";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import type { Issued } from "@/lib/vouchers/issue-vouchers";
import { issueLocked, lockIssue } from "@/lib/vouchers/lock-issue";

/** The one answer to a code that does not work, whatever the cause. */
export type CodeRefusal = Refusal<"code_not_usable">;

/**
 * A member claims with a promo code: one voucher of its coupon, within the coupon's own limits, audience, state and
 * quantity, and the code's. What is known without a lock decides first, by the same statements in every case, so that a
 * code that does not work is answered alike whatever the cause; what is left is decided again under locks: coupon stock,
 * then the code. Nothing is written before a refusal. Whoever claims with several codes in one transaction does so in the
 * order of their coupons' ids (`findClaimableByCode`), as stock is locked. Refusal: `code_not_usable`.
 */
export async function claimByCode(
  tx: Tx,
  scope: Scope,
  { code, memberId }: { readonly code: string; readonly memberId: string },
): Promise<Result<Issued, CodeRefusal>> {
  const unusable = refuse("code_not_usable");
  const found = await findClaimableByCode(tx, scope, { code, memberId, now: await databaseNow(tx) });
  if (!found) return unusable;
  const { codeId, couponId } = found;
  const locked = await lockIssue(tx, scope, { couponId, memberId, quantity: 1, method: "code" });
  const held = locked.ok ? await lockCode(tx, scope, codeId) : null;
  if (!locked.ok || !held || !codeHasLeft(held)) return unusable;
  await drawCode(tx, scope, codeId);
  const [voucher] = await issueLocked(tx, scope, locked.value, { source: "code", sourceId: codeId });
  if (!voucher) throw new Error("a claim issued nothing");
  await recordAudit(tx, scope, [
    {
      action: "coupon.claim",
      objectType: "member",
      objectId: memberId,
      after: { couponId, quantity: 1, voucherIds: [voucher.id] },
    },
  ]);
  return ok(voucher);
}

import type { Tx } from "@/db/client";
import { claimByCode } from "@/lib/codes/claim-by-code";
import { type CodeTyper, countWrongCode, refuseTries } from "@/lib/codes/count-tries";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import type { Scope } from "@/lib/platform/auth/scope";

export type EnterCode = CodeTyper & {
  readonly requestId: string;
  /** As it was typed. */
  readonly code: string;
};

/**
 * A member types a code and has what it gives: one voucher. The same request id claims once. What does not work is counted
 * against the member and the address, and is answered with the same words after the same work whatever the cause. Refusals:
 * `too_many_tries{until}`, `code_not_usable`.
 */
export async function enterCode(scope: Scope, request: EnterCode): Promise<Result<{ voucherIds: string[] }>> {
  const { requestId, code, memberId } = request;
  const once = { route: "code.claim", key: requestId, body: { code, memberId } };
  return await transactOnce(scope, once, (tx) => claim(tx, scope, request));
}

async function claim(tx: Tx, scope: Scope, request: EnterCode): Promise<Result<{ voucherIds: string[] }>> {
  const tooMany = await refuseTries(tx, scope, request);
  if (tooMany) return { ok: false, refusal: tooMany };
  const claimed = await claimByCode(tx, scope, request);
  if (claimed.ok) return ok({ voucherIds: [claimed.value.id] });
  await countWrongCode(tx, scope, request);
  return claimed;
}

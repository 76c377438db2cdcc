import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { withinStores } from "@/lib/coupons/rules/edit";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { creditAccount } from "@/lib/members/credit-account";
import { loadMemberFacts } from "@/lib/members/load-member-facts";
import { lockMember } from "@/lib/members/lock-member";
import type { Audience } from "@/lib/members/schema/audience";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { releaseOverdue } from "@/lib/orders/expire-orders";
import { loadStore } from "@/lib/orders/repository/facts";
import { type CandidateRow, countMemberUses, loadNamed } from "@/lib/orders/repository/vouchers";
import { candidateOf, groupsAsked } from "@/lib/orders/rules/candidates";
import { deskCart, deskReasons, needsPlace, worthOf } from "@/lib/orders/rules/desk";
import type { Scope } from "@/lib/platform/auth/scope";
import { priceCart } from "@/lib/pricing/price-cart";
import type { Reason } from "@/lib/pricing/shapes";
import { moveAll } from "@/lib/vouchers/move-vouchers";
import { endOffer } from "@/lib/vouchers/withdraw-gift";

export type RedeemVoucher = {
  readonly requestId: string;
  readonly voucherId: string;
  /** Where it is redeemed; null = nobody says. */
  readonly storeId: string | null;
  /** The part of that store's floor; absent or null = nobody says. */
  readonly region?: string | null;
  readonly note: string;
};

export type Redeemed = {
  readonly id: string;
  readonly status: "used" | "cancelled";
  /** What it credited, and the balance after it; null = nothing. */
  readonly credited: { readonly unit: string; readonly amount: number; readonly balance: number } | null;
};

/**
 * Uses a coupon that needs no order: points, cash, words, another's (C6, C7). Once under any race (I-4); points and cash are
 * credited in the same transaction. The same conditions as on an order, but for what only a cart has. The same request id
 * does it once. Refusals: `needs_order`, `store_unknown`, `store_required` (it is bound to stores or hours, and no store was
 * said), and the first of pricing's reasons, with its parameters.
 */
export async function redeemVoucher(scope: Scope, request: RedeemVoucher): Promise<Result<Redeemed>> {
  const { requestId, ...body } = request;
  const once = { route: "voucher.redeem", key: requestId, body };
  return await transactOnce(scope, once, (tx) => redeem(tx, scope, request));
}

/** The voucher with its member locked before it; what is not theirs to touch is not found. */
export async function takeVoucher(tx: Tx, scope: Scope, voucherId: string) {
  const [found] = await loadNamed(tx, scope, [voucherId], await databaseNow(tx));
  if (!found) throw new AppError("not_found");
  if (scope.actor.type === "member" && scope.actor.id !== found.memberId) throw new AppError("not_found");
  await lockMember(tx, scope, found.memberId);
  const now = await databaseNow(tx);
  await releaseOverdue(tx, scope, found.memberId, now);
  const [row] = await loadNamed(tx, scope, [voucherId], now);
  if (!row) throw new AppError("not_found");
  // Given to another member meanwhile, whose row is not held: who asks again sees whose it is.
  if (row.memberId !== found.memberId) throw new AppError("busy");
  return { row, now };
}

async function redeem(tx: Tx, scope: Scope, request: RedeemVoucher): Promise<Result<Redeemed>> {
  const { row, now } = await takeVoucher(tx, scope, request.voucherId);
  const worth = worthOf(row.terms.benefit, row.state.currency);
  if (worth === "order") return refuse("needs_order");
  const reason = await firstReason(tx, scope, row, request, now);
  if (reason) return { ok: false, refusal: reason };
  const { voucherId, storeId, region, note } = request;
  const where = { ...(storeId ? { storeId } : {}), ...(storeId && region ? { region } : {}) };
  const cause = { ...where, ...(note ? { note } : {}) };
  await moveAll(tx, scope, "redeem", { voucherIds: [voucherId], cause, now });
  const { memberId } = row;
  const balance =
    worth === "words" ? null : await creditAccount(tx, scope, { ...worth, memberId, voucherId, now });
  await tell(tx, scope, "voucher.redeem", voucherId, { status: "used", ...cause });
  const credited = worth === "words" || balance === null ? null : { ...worth, balance };
  return ok({ id: voucherId, status: "used", credited });
}

async function firstReason(
  tx: Tx,
  scope: Scope,
  row: CandidateRow,
  { storeId, region = null }: Pick<RedeemVoucher, "storeId" | "region">,
  now: Instant,
): Promise<Refusal | null> {
  const store = storeId === null ? null : await loadStore(tx, scope, storeId);
  const isTheirs = scope.storeIds === "all" || (storeId !== null && scope.storeIds.includes(storeId));
  if ((storeId !== null && !store) || !isTheirs) return refuse("store_unknown").refusal;
  const groupIds = groupsAsked([row]);
  const audience: Audience = {
    ...{ type: "match", groupIds, planIds: [], tierIds: [], tagIds: [], memberIds: [] },
  };
  const standing = await loadMemberFacts(tx, scope, row.memberId, audience, now);
  const uses = await countMemberUses(tx, scope, [row.memberId], now);
  const candidate = candidateOf(row, uses.get(row.memberId) ?? new Map(), now);
  const cart = deskCart({ row: row.state, store, region, member: standing?.facts ?? null, at: now });
  const quote = priceCart(cart, [candidate], [row.id]);
  const [reason] = deskReasons(quote.notApplied[0]?.reasons ?? [], storeId !== null);
  if (reason) return refusalOf(reason);
  const isNowhere = storeId === null && needsPlace(row.terms.conditions);
  return isNowhere ? refuse("store_required").refusal : null;
}

function refusalOf(reason: Reason): Refusal {
  if (reason.code === "region_not_allowed")
    return { code: reason.code, more: { regions: [...reason.regions] } };
  const { code, ...rest } = reason;
  const params = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, Array.isArray(value) ? value.join(",") : value]),
  );
  return { code, params };
}

/**
 * Takes a voucher back that was not used: it is cancelled and says so (C28). One that is offered as a gift is nobody's to take any
 * more. The same request id does it once. Refusals: `stores_not_yours`, `store_unknown`, `used`, `reserved`, `cancelled`.
 */
export async function revokeVoucher(
  scope: Scope,
  request: Omit<RedeemVoucher, "storeId" | "region"> & { readonly storeId?: string | null },
): Promise<Result<Redeemed>> {
  const { requestId, voucherId, storeId = null, note } = request;
  const body = { voucherId, note, ...(storeId ? { storeId } : {}) };
  const once = { route: "voucher.revoke", key: requestId, body };
  return await transactOnce(scope, once, async (tx) => {
    const taken = await takeVoucher(tx, scope, voucherId);
    const { row } = taken;
    if (!withinStores(scope.storeIds, row.terms.conditions.storeIds)) return refuse("stores_not_yours");
    const isTheirs = storeId === null || scope.storeIds === "all" || scope.storeIds.includes(storeId);
    if (!isTheirs || (storeId !== null && !(await loadStore(tx, scope, storeId))))
      return refuse("store_unknown");
    let { now } = taken;
    if (row.status === "transferred") now = (await endOffer(tx, scope, voucherId)) ?? now;
    else if (row.status !== "available") return refuse(row.status);
    const cause = { ...(storeId ? { storeId } : {}), ...(note ? { note } : {}) };
    await moveAll(tx, scope, "revoke", { voucherIds: [voucherId], cause, now });
    await tell(tx, scope, "voucher.revoke", voucherId, { status: "cancelled", ...cause });
    return ok({ id: voucherId, status: "cancelled", credited: null });
  });
}

async function tell(
  tx: Tx,
  scope: Scope,
  action: "voucher.redeem" | "voucher.revoke",
  objectId: string,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  const before = { status: "available" };
  await recordAudit(tx, scope, [{ action, objectType: "voucher", objectId, before, after }]);
}

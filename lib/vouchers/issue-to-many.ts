import type { Tx } from "@/db/client";
import { drawStockForMany, lockStockForMany } from "@/lib/coupons/draw-stock";
import { AppError } from "@/lib/kernel/app-error";
import { localDate } from "@/lib/kernel/time";
import { loadMembersFacts } from "@/lib/members/load-member-facts";
import { findZone } from "@/lib/merchants/find-zone";
import type { Actor, Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { countQuotas, insertGiftVouchers, loadQuotas } from "@/lib/vouchers/repository/gifts";
import { decideGifts, type GiftMoment } from "@/lib/vouchers/rules/giving";
import type { GivingReason } from "@/lib/vouchers/schema";

export type IssueToMany = {
  readonly couponId: string;
  /** Each once, in the order in which the last of a limited coupon is given out. */
  readonly memberIds: readonly string[];
  /** Copies for each. */
  readonly quantity: number;
  /** Which of the coupon's methods this is. */
  readonly method: GiftMoment["method"];
  readonly source: "grant" | "code";
  /** What issues: the giving, or the promo code. */
  readonly sourceId: string;
  /** By whom each voucher is issued, by member; left out, by the scope's actor. */
  readonly actors?: ReadonlyMap<string, Actor>;
  /** Asked once the stock is locked: to how many members it may be issued at most. */
  readonly most?: () => Promise<number>;
};

export type IssuedToMany = {
  /** Why not, by member; null = nothing forbids it. */
  readonly decided: Map<string, GivingReason | null>;
  /** The vouchers of those who have them, by member; whoever came after `most` is not among them. */
  readonly issued: ReadonlyMap<string, readonly string[]>;
};

/**
 * Issues copies of a coupon to many members in the caller's transaction, each within every limit that an issue to one has
 * (`lockIssue`), all copies or none: one lock, one decision, one set of writes, however many. Announces each voucher; the
 * caller writes the audit. Throws `not_found` for a coupon that is not there.
 */
export async function issueToMany(tx: Tx, scope: Scope, issue: IssueToMany): Promise<IssuedToMany> {
  const { couponId, memberIds, quantity, method, source, sourceId } = issue;
  const zone = await findZone(tx, scope);
  const locked = await lockStockForMany(tx, scope, couponId, { memberIds, zone });
  if (!locked) throw new AppError("not_found");
  const most = (await issue.most?.()) ?? memberIds.length;
  const { now, coupon, window } = locked;
  const today = localDate(now, zone);
  const standings = await loadMembersFacts(tx, scope, memberIds, coupon.conditions.audience, now);
  const quotas = await loadQuotas(tx, scope, couponId, memberIds);
  const gifts = memberIds.map((memberId) => ({
    memberId,
    standing: standings.get(memberId) ?? null,
    quota: quotas.get(memberId) ?? null,
  }));
  const moment = { now, today, hasWindow: window !== null, storeIds: scope.storeIds, method };
  const decided = decideGifts(coupon, quantity, gifts, moment);
  const winners = memberIds.filter((id) => decided.get(id) === null).slice(0, most);
  if (winners.length === 0 || !window) return { decided, issued: new Map() };
  const given = { couponId, memberIds: winners, quantity };
  await countQuotas(tx, scope, given, today, coupon);
  await drawStockForMany(tx, scope, couponId, given);
  const voucher = { termsVersion: coupon.termsVersion, validFrom: window.from, validUntil: window.until };
  const cause = { source, sourceId, now, actors: issue.actors };
  const issued = await insertGiftVouchers(tx, scope, given, voucher, cause);
  await announce(
    tx,
    scope,
    [...issued].flatMap(([memberId, voucherIds]) =>
      voucherIds.map((subjectId) => ({
        type: "voucher.issued",
        subjectId,
        payload: { memberId, couponId, source, sourceId },
      })),
    ),
  );
  return { decided, issued };
}

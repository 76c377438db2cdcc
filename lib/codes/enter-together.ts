import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { type CodeTyper, mayTry } from "@/lib/codes/count-tries";
import { findClaimants } from "@/lib/codes/find-claimable";
import { leftOfCode } from "@/lib/codes/rules";
import { drawCode, lockCode } from "@/lib/coupons/draw-code";
import { ok, type Result } from "@/lib/kernel/result";
import { answerTogether } from "@/lib/merchants/answer-once";
import { recordAudits } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { issueToMany } from "@/lib/vouchers/issue-to-many";

export type EnterCode = CodeTyper & {
  readonly requestId: string;
  /** As it was typed. */
  readonly code: string;
};

/** Somebody who typed a code. */
export type Entering = { readonly scope: Scope; readonly request: EnterCode };

export type Entered = Result<{ voucherIds: string[] }>;

/** The request of whoever typed a code, as it is answered once. */
export const enteringOnce = ({ requestId, code, memberId }: EnterCode) => ({
  route: "code.claim",
  key: requestId,
  body: { code, memberId },
});

/**
 * What `enterCode` does, of one code that several members of a merchant typed at the same time, each of them once, in one
 * transaction: one lock of coupon and code, one set of writes, one commit. It only grants: null = nothing was done for this
 * one, to be decided alone, be it that it is refused, was answered before, or that nothing was left when its turn came.
 */
export async function enterTogether(group: readonly Entering[]): Promise<(Entered | null)[]> {
  return await inTransaction((tx) => {
    const asked = group.map(({ scope, request }) => ({ scope, request: enteringOnce(request) }));
    return answerTogether<{ voucherIds: string[] }>(tx, asked, async (places) => {
      const free = places.flatMap((place) => {
        const entering = group[place];
        return entering ? [{ place, entering }] : [];
      });
      const granted = await grant(
        tx,
        free.map(({ entering }) => entering),
      );
      return new Map(
        free.flatMap(({ place, entering }) => {
          const voucherIds = granted.get(entering.request.memberId);
          return voucherIds ? [[place, ok({ voucherIds: [...voucherIds] })] as const] : [];
        }),
      );
    });
  });
}

/** Their vouchers, by member. What is known without a lock decides first, by the same statements whatever comes of it. */
async function grant(tx: Tx, group: readonly Entering[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const nothing = new Map<string, string[]>();
  const [first] = group;
  if (!first) return nothing;
  const { scope, request } = first;
  const typers = group.map((one) => one.request);
  const memberIds = (await mayTry(tx, scope, typers)).flatMap((place) => typers[place]?.memberId ?? []);
  if (memberIds.length === 0) return nothing;
  const now = await databaseNow(tx);
  const found = await findClaimants(tx, scope, { code: request.code, memberIds, now });
  if (!found) return nothing;
  const { codeId, couponId } = found;
  const actors = new Map(group.map((one) => [one.request.memberId, one.scope.actor]));
  const { issued } = await issueToMany(tx, scope, {
    ...{ couponId, memberIds: found.memberIds, quantity: 1, actors },
    ...{ method: "code", source: "code", sourceId: codeId },
    most: async () => {
      const held = await lockCode(tx, scope, codeId);
      return held ? leftOfCode(held) : 0;
    },
  });
  if (issued.size > 0) await drawCode(tx, scope, codeId, issued.size);
  await recordAudits(
    tx,
    group.flatMap((one) => {
      const { memberId } = one.request;
      const voucherIds = issued.get(memberId);
      const of = { action: "coupon.claim", objectType: "member", objectId: memberId };
      return voucherIds
        ? [{ scope: one.scope, record: { ...of, after: { couponId, quantity: 1, voucherIds } } }]
        : [];
    }),
  );
  return issued;
}

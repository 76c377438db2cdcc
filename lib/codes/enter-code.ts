import type { Tx } from "@/db/client";
import { claimByCode } from "@/lib/codes/claim-by-code";
import { countWrongCode, refuseTries } from "@/lib/codes/count-tries";
import {
  type EnterCode,
  type Entered,
  type Entering,
  enteringOnce,
  enterTogether,
} from "@/lib/codes/enter-together";
import { normaliseCode } from "@/lib/kernel/code";
import { ok } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import type { Scope } from "@/lib/platform/auth/scope";
import { gatherer, type Outcome } from "@/lib/platform/coalesce";
import { countedClaim } from "@/lib/platform/count-outcomes";

/**
 * A member types a code and has what it gives: one voucher. The same request id claims once. What does not work is counted
 * against the member and the address, and is answered with the same words after the same work whatever the cause. Refusals:
 * `too_many_tries{until}`, `code_not_usable`. Those who type one code at the same time are decided together where they
 * have something coming (ADR 13); throws `busy` when too many wait.
 */
export async function enterCode(scope: Scope, request: EnterCode): Promise<Entered> {
  const entered =
    scope.storeIds === "all"
      ? codeClaims().ask(`${scope.merchantId}:${normaliseCode(request.code)}`, { scope, request })
      : enterAlone({ scope, request });
  return await countedClaim("code", entered);
}

/** Decided alone, so many at a time: those of a group that it left undone. */
const ALONE = 4;

const codeClaims = () =>
  gatherer<Entering, Entered>({
    name: "code-claims",
    subjectOf: ({ request }) => request.memberId,
    max: 200,
    byTurn: true,
    run: async (group) => {
      const entered = group.length > 1 ? await enterTogether(group) : group.map(() => null);
      const outcomes: Outcome<Entered>[] = [];
      for (let from = 0; from < group.length; from += ALONE) {
        const some = group.slice(from, from + ALONE);
        const decided = some.map(async (one, place) => entered[from + place] ?? (await enterAlone(one)));
        for (const settled of await Promise.allSettled(decided)) {
          outcomes.push(
            settled.status === "fulfilled" ? { value: settled.value } : { error: settled.reason as unknown },
          );
        }
      }
      return outcomes;
    },
  });

async function enterAlone({ scope, request }: Entering): Promise<Entered> {
  return await transactOnce(scope, enteringOnce(request), (tx) => claim(tx, scope, request));
}

async function claim(tx: Tx, scope: Scope, request: EnterCode): Promise<Entered> {
  const tooMany = await refuseTries(tx, scope, request);
  if (tooMany) return { ok: false, refusal: tooMany };
  const claimed = await claimByCode(tx, scope, request);
  if (claimed.ok) return ok({ voucherIds: [claimed.value.id] });
  await countWrongCode(tx, scope, request);
  return claimed;
}

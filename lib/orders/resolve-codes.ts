import type { Reader } from "@/db/client";
import { findClaimableByCode } from "@/lib/codes/find-claimable";
import { normaliseCode } from "@/lib/kernel/code";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { CartRequest, Moment } from "@/lib/orders/load-cart";
import { loadByCodes } from "@/lib/orders/repository/vouchers";
import { candidateOf } from "@/lib/orders/rules/candidates";
import type { Scope } from "@/lib/platform/auth/scope";
import type { Candidate } from "@/lib/pricing/shapes";

/** What typed codes stand for: vouchers the member holds, and what they could claim. */
export type Typed = {
  readonly candidates: readonly Candidate[];
  readonly claims: readonly NonNullable<Awaited<ReturnType<typeof findClaimableByCode>>>[];
};

/**
 * What the typed codes of each cart stand for, in the carts' order. Codes are few and each is looked for with the same work: one
 * after another. Refusal: `code_not_usable`.
 */
export async function resolveCodes(
  reader: Reader,
  scope: Scope,
  requests: readonly CartRequest[],
  moment: Moment,
): Promise<Result<Typed>[]> {
  const resolved: Result<Typed>[] = [];
  for (const { memberId = null, codes } of requests)
    resolved.push(
      codes.length === 0 ? NONE_TYPED : await resolveTyped(reader, scope, memberId, codes, moment),
    );
  return resolved;
}

const NONE_TYPED: Result<Typed> = ok({ candidates: [], claims: [] });

/**
 * What typed codes stand for: vouchers the member holds, else what they could claim now. One that is neither answers for
 * all: `code_not_usable`, a voucher of theirs that is spent or over among them. The same is asked for each code, whatever it is.
 */
async function resolveTyped(
  reader: Reader,
  scope: Scope,
  memberId: string | null,
  codes: readonly string[],
  { at, now }: Moment,
): Promise<Result<Typed>> {
  const typed = [...new Map(codes.map((code) => [normaliseCode(code), code])).keys()];
  const nobody = "mbr_nobody";
  const held = await loadByCodes(reader, scope, memberId ?? nobody, typed, { now, onlyLive: true });
  const claims: Typed["claims"][number][] = [];
  const candidates: Candidate[] = [];
  for (const code of typed) {
    const row = held.find((one) => one.code === code);
    const claim = await findClaimableByCode(reader, scope, { code, memberId: memberId ?? nobody, now: at });
    if (row) candidates.push(candidateOf(row, new Map(), now));
    else if (claim) claims.push(claim);
  }
  if (candidates.length + claims.length < typed.length) return refuse("code_not_usable");
  return ok({ candidates, claims });
}

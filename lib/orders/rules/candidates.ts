import type { Instant } from "@/lib/kernel/time";
import type { Candidate, Terms, VoucherState } from "@/lib/pricing/shapes";

/** A voucher as it is stored, with its terms, its coupon's state, and the order it is kept for. */
export type VoucherRow = {
  readonly id: string;
  readonly memberId: string;
  readonly couponId: string;
  readonly termsVersion: number;
  readonly status: VoucherState;
  readonly issuedAt: Instant;
  readonly validFrom: Instant;
  readonly validUntil: Instant | null;
  readonly terms: Terms;
  readonly state: {
    readonly currency: string;
    readonly isPaused: boolean;
    /** Null = the coupon has none. */
    readonly budgetLeftMinor: number | null;
  };
  /** Null unless it is reserved. */
  readonly hold: { readonly orderId: string; readonly heldUntil: Instant } | null;
};

/**
 * What pricing asks of a voucher, from what is stored. A reservation whose order ran out at `now` holds nothing any more,
 * whatever any job has got to (U2). `code` is what was typed to name it; null = it was named by its id, or by nobody.
 */
export function candidateOf(row: VoucherRow, uses: ReadonlyMap<string, number>, now: Instant): Candidate {
  const { state, hold, couponId } = row;
  const isOver = row.status === "reserved" && hold !== null && hold.heldUntil <= now;
  return {
    voucherId: row.id,
    code: null,
    couponId,
    termsVersion: row.termsVersion,
    terms: row.terms,
    currency: state.currency,
    memberId: row.memberId,
    state: isOver ? "available" : row.status,
    issuedAt: row.issuedAt,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    couponPaused: state.isPaused,
    uses: uses.get(couponId) ?? 0,
    budgetLeftMinor: state.budgetLeftMinor,
  };
}

type Asking = { readonly terms: { readonly conditions: Terms["conditions"] } };

/** The groups that any of the candidates asks for: all that has to be known of the member's. */
export function groupsAsked(candidates: readonly Asking[]): string[] {
  const asked = new Set<string>();
  for (const { terms } of candidates) {
    const { audience } = terms.conditions;
    if (audience.type === "match") for (const id of audience.groupIds) asked.add(id);
  }
  return [...asked];
}

/** Whether any of the candidates limits how often one member may use it. */
export function asksUses(candidates: readonly Asking[]): boolean {
  return candidates.some(({ terms }) => terms.conditions.maxUsesPerMember !== null);
}

/** The candidates with how often their member has used each one's coupon. */
export function withUses(
  candidates: readonly Candidate[],
  uses: ReadonlyMap<string, number>,
): readonly Candidate[] {
  if (uses.size === 0) return candidates;
  return candidates.map((candidate) => ({ ...candidate, uses: uses.get(candidate.couponId) ?? 0 }));
}

/** What a code would issue to this member, as `findClaimableByCode` tells it. */
export type ClaimFacts = {
  readonly code: string;
  readonly couponId: string;
  readonly termsVersion: number;
  readonly terms: Terms;
  readonly currency: string;
  readonly issuedAt: Instant;
  readonly validFrom: Instant;
  readonly validUntil: Instant | null;
  /** What is left of the coupon's budget; null = it has none. */
  readonly budgetLeftMinor: number | null;
};

/** A candidate as if its code had just been claimed: not a voucher yet (pricing.md section 10). */
export function claimCandidate(
  claim: ClaimFacts,
  memberId: string | null,
  uses: ReadonlyMap<string, number>,
): Candidate {
  const { code, couponId, termsVersion, terms, currency, issuedAt, validFrom, validUntil } = claim;
  return {
    ...{ voucherId: null, code, couponId, termsVersion, terms, currency, memberId },
    ...{ issuedAt, validFrom, validUntil },
    state: "available",
    couponPaused: false,
    uses: uses.get(couponId) ?? 0,
    budgetLeftMinor: claim.budgetLeftMinor,
  };
}

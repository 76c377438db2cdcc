import { z } from "zod";
import type { Reader, Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { findClaimableByCode } from "@/lib/codes/find-claimable";
import { guardCodes } from "@/lib/codes/guard-codes";
import { findBudgetsLeft } from "@/lib/coupons/find-budgets";
import { AppError } from "@/lib/kernel/app-error";
import { normaliseCode } from "@/lib/kernel/code";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { loadMemberFacts } from "@/lib/members/load-member-facts";
import type { Audience } from "@/lib/members/schema/audience";
import { loadCart } from "@/lib/orders/load-cart";
import { loadOverdueHolds } from "@/lib/orders/repository/overdue-holds";
import {
  type CandidateRow,
  countMemberUses,
  loadByCodes,
  loadNamed,
  loadOfCoupon,
} from "@/lib/orders/repository/vouchers";
import { candidateOf, claimCandidate, groupsAsked } from "@/lib/orders/rules/candidates";
import { deskCart, deskReasons } from "@/lib/orders/rules/desk";
import { quoteInputSchema } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { priceCart } from "@/lib/pricing/price-cart";
import type { Candidate, Cart, Quote, Reason, ReasonCode } from "@/lib/pricing/shapes";
import { type ClaimExplained, explainClaim } from "@/lib/vouchers/explain-claim";

const idOf = (prefix: string) => z.string().startsWith(`${prefix}_`).max(40);

/** Which coupon, for whom, and on which cart: api.md's `POST /explain`. Exactly one of coupon, voucher and code. */
export const explainInputSchema = z
  .strictObject({
    memberId: idOf("mbr"),
    couponId: idOf("cpn").optional(),
    voucherId: idOf("vch").optional(),
    code: z.string().trim().min(1).max(64).optional(),
    quote: quoteInputSchema.optional(),
  })
  .refine(
    ({ couponId, voucherId, code }) =>
      [couponId, voucherId, code].filter((one) => one !== undefined).length === 1,
    { message: "one_of_three" },
  );
export type ExplainInput = z.output<typeof explainInputSchema>;

export type Explained = {
  readonly canClaim: boolean;
  readonly canUse: boolean;
  /** Why not: first what is in the way of a claim, then of a use. */
  readonly reasons: readonly (Reason | Claimed)[];
};
type Claimed = { readonly code: string; readonly [param: string]: string | number | null };

/**
 * Why a coupon can or cannot be claimed and used by a member (C27), by the rules that claims and orders are decided by: all
 * that is in the way. With a cart, whether it works on it, beside the vouchers that it names; without, whether it works anywhere. What a member does not hold is
 * looked at as if they had just claimed it. Changes nothing, but that codes that do not work are
 * counted. Refusals: `code_not_usable`, `too_many_tries{until}`, those of `loadCart`.
 */
export async function explainCoupon(scope: Scope, input: ExplainInput): Promise<Result<Explained>> {
  const found = await inTransaction(async (tx) => explainFacts(tx, scope, input, await databaseNow(tx)));
  if (!found.ok) return found;
  const { claim, reasons, isTheirs } = found.value;
  const canClaim = claim.reasons.length === 0;
  return ok({
    canClaim,
    canUse: isTheirs && reasons.length === 0,
    reasons: [...(canClaim ? [] : claim.reasons.map(flat)), ...reasons],
  });
}

const flat = ({ code, params }: Refusal): Claimed => ({ code, ...params });

/** All that an explanation is made of. */
export type ExplainFacts = {
  readonly claim: ClaimExplained;
  /** The coupon as pricing sees it: the voucher, or the one they would have who claimed now. */
  readonly candidate: Candidate;
  /** Whether the member holds it. */
  readonly isTheirs: boolean;
  readonly reasons: readonly Reason[];
  /** The cart with this coupon alone on it; null = no cart was named. */
  readonly priced: { readonly cart: Cart; readonly quote: Quote } | null;
};

/** The core of `explainCoupon`, in the transaction of whoever tells more of it than its answer. Refusals and throws as there. */
export async function explainFacts(
  tx: Tx,
  scope: Scope,
  input: ExplainInput,
  now: Instant,
): Promise<Result<ExplainFacts>> {
  const { code, memberId } = input;
  const found = await guardCodes(
    tx,
    scope,
    { codes: code === undefined ? [] : [code], memberId },
    async () => {
      const target = await findTarget(tx, scope, input, now);
      if (target) return ok(target);
      const isThere =
        code !== undefined && (await loadMemberFacts(tx, scope, memberId, { type: "all" }, now));
      if (!isThere) throw new AppError("not_found");
      return refuse("code_not_usable");
    },
  );
  return found.ok ? await explainTarget(tx, scope, input, found.value, now) : found;
}

async function explainTarget(
  reader: Reader,
  scope: Scope,
  input: ExplainInput,
  target: Target,
  now: Instant,
): Promise<Result<ExplainFacts>> {
  const claim = await explainClaim(reader, scope, {
    couponId: target.couponId,
    memberId: input.memberId,
    now,
  });
  if (!claim) throw new AppError("not_found");
  const uses = (await countMemberUses(reader, scope, [input.memberId], now)).get(input.memberId) ?? new Map();
  const candidate = target.row
    ? candidateOf(target.row, uses, now)
    : claimedNow(target.couponId, claim, input.memberId, {
        ...{ uses, now, budgetLeftMinor: await budgetLeft(reader, scope, target.couponId, now) },
      });
  const against = await reasonsAgainst(reader, scope, input, candidate, now);
  if (!against.ok) return against;
  const isTheirs = target.row?.memberId === input.memberId;
  return ok({ claim, candidate, isTheirs, ...against.value });
}

/** What may still be taken off by the coupon, in minor units, with what overdue orders hold of it; null = it has no budget. */
async function budgetLeft(
  reader: Reader,
  scope: Scope,
  couponId: string,
  now: Instant,
): Promise<number | null> {
  const left = (await findBudgetsLeft(reader, scope, [couponId])).get(couponId);
  if (left === undefined) return null;
  return left + ((await loadOverdueHolds(reader, scope, [couponId], now)).get(couponId) ?? 0);
}

type Target = { readonly couponId: string; readonly row: CandidateRow | null };

async function findTarget(
  reader: Reader,
  scope: Scope,
  { couponId, voucherId, code, memberId }: ExplainInput,
  now: Instant,
): Promise<Target | null> {
  if (couponId !== undefined) {
    return { couponId, row: await loadOfCoupon(reader, scope, { couponId, memberId, now }) };
  }
  if (voucherId !== undefined) {
    const [row] = await loadNamed(reader, scope, [voucherId], now);
    return row ? { couponId: row.couponId, row } : null;
  }
  const typed = normaliseCode(code ?? "");
  const [held] = await loadByCodes(reader, scope, memberId, [typed], { now, onlyLive: false });
  if (held) return { couponId: held.couponId, row: held };
  const found = await findClaimableByCode(reader, scope, { code: typed, memberId, now });
  return found && { couponId: found.couponId, row: null };
}

/** The voucher that the member would have who claimed now; where nobody can, one that is good from now on. */
function claimedNow(
  couponId: string,
  { supply }: NonNullable<Awaited<ReturnType<typeof explainClaim>>>,
  memberId: string,
  known: {
    readonly uses: ReadonlyMap<string, number>;
    readonly budgetLeftMinor: number | null;
    readonly now: Instant;
  },
): Candidate {
  const { termsVersion, terms, currency, window } = supply;
  const { uses, budgetLeftMinor, now } = known;
  const facts = { couponId, termsVersion, terms, currency, budgetLeftMinor };
  const days = { issuedAt: now, validFrom: window?.from ?? now, validUntil: window?.until ?? null };
  const candidate = claimCandidate({ code: couponId, ...facts, ...days }, memberId, uses);
  return { ...candidate, couponPaused: supply.isPaused };
}

/** What holds for a cart alone: without one, any way of ordering will do. */
const ofCalls: ReadonlySet<ReasonCode> = new Set(["channel_not_allowed", "device_not_allowed"]);

async function reasonsAgainst(
  reader: Reader,
  scope: Scope,
  { memberId, quote }: ExplainInput,
  candidate: Candidate,
  now: Instant,
): Promise<Result<Pick<ExplainFacts, "reasons" | "priced">>> {
  const name = candidate.voucherId ?? candidate.code ?? "";
  if (quote) {
    // Codes that are typed beside it are not looked at: whoever tries them is counted, and this asks about one coupon.
    const beside = quote.vouchers === "best" ? [] : quote.vouchers.filter((id) => id !== name);
    const request = { ...quote, memberId, vouchers: beside, codes: [] };
    const moment = momentOf(quote, now);
    const loaded = await loadCart(reader, scope, request, moment);
    if (!loaded.ok) return loaded;
    const member = await memberOf(reader, scope, memberId, candidate, moment.at);
    const cart = { ...loaded.value.cart, member };
    const priced = priceCart(cart, [candidate], [name]);
    const others = loaded.value.candidates.filter((one) => one.voucherId !== candidate.voucherId);
    const all = beside.length === 0 ? priced : priceCart(cart, [candidate, ...others], [name, ...beside]);
    const own = all.notApplied.find((one) => (one.voucherId ?? one.code) === name);
    return ok({ reasons: own?.reasons ?? [], priced: { cart, quote: priced } });
  }
  const member = await memberOf(reader, scope, memberId, candidate, now);
  const cart = deskCart({ row: candidate, store: null, member, at: now });
  const found = priceCart(cart, [candidate], [name]).notApplied[0]?.reasons ?? [];
  const reasons = deskReasons(found, false).filter(({ code }) => !ofCalls.has(code));
  return ok({ reasons, priced: null });
}

const momentOf = ({ at }: { at?: string }, now: Instant) => ({
  at: at === undefined ? now : new Date(at),
  now,
});

async function memberOf(reader: Reader, scope: Scope, memberId: string, candidate: Candidate, now: Instant) {
  const groupIds = groupsAsked([candidate]);
  const audience: Audience = {
    ...{ type: "match", groupIds, planIds: [], tierIds: [], tagIds: [], memberIds: [] },
  };
  const standing = await loadMemberFacts(reader, scope, memberId, audience, now);
  if (!standing) throw new AppError("not_found");
  return standing.facts;
}

import { firstThreshold } from "@/lib/pricing/benefits/threshold-off";
import { type Goods, type Scope, scopeOf } from "@/lib/pricing/scope";
import type { BenefitType, Candidate, Reason } from "@/lib/pricing/shapes";
import type { Terms } from "@/lib/pricing/terms";

const kinds: Record<BenefitType, number> = {
  product: 0,
  percent_off: 1,
  threshold_off: 2,
  amount_off: 3,
  delivery_off: 4,
  points: 5,
  cash: 5,
  generic: 5,
  external: 5,
};

/** A candidate with all that does not depend on the other vouchers of the order. */
export type Entry = {
  readonly candidate: Candidate;
  /** When it ends and was issued, in milliseconds since 1970; no end is the last of all. */
  readonly untilMs: number;
  readonly issuedMs: number;
  /** Lower applies first: higher priority, then product, percent, threshold, amount, delivery (section 7). */
  readonly turn: number;
  /** What the quote calls it: the voucher's id, else the code. */
  readonly name: string;
  readonly scope: Scope;
  /** The lines of a `product` benefit's product that are in scope; of any other benefit, the scope's. */
  readonly lines: readonly number[];
  /** The spend it asks for: the larger of its minimum and its first threshold. */
  readonly requiredMinor: number;
  /** Reasons that hold whatever else is on the order. */
  readonly fixed: readonly Reason[];
};

/** The name of a candidate in a choice and in `with`. */
export function nameOf(candidate: Candidate): string {
  return candidate.voucherId ?? candidate.code ?? "";
}

/** Vouchers by id, then codes; by code unit. */
export function byName(a: Entry, b: Entry): number {
  const isCodeA = a.candidate.voucherId === null;
  const isCodeB = b.candidate.voucherId === null;
  if (isCodeA !== isCodeB) return isCodeA ? 1 : -1;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** Their names in ascending order: the `with` of a reason. */
export function namesOf(entries: readonly Entry[]): string[] {
  return entries.toSorted(byName).map((entry) => entry.name);
}

const turnOf = ({ stacking, benefit }: Terms) => kinds[benefit.type] - 10 * stacking.priority;

/** A candidate as the calculation uses it. */
export function entryOf(goods: Goods, candidate: Candidate, fixed: readonly Reason[]): Entry {
  const { benefit, conditions } = candidate.terms;
  const scope = scopeOf(goods, candidate.terms);
  const lines =
    benefit.type === "product"
      ? scope.lines.filter((index) => goods.lines[index]?.productId === benefit.productId)
      : scope.lines;
  const first = benefit.type === "threshold_off" ? firstThreshold(benefit) : 0;
  const requiredMinor = Math.max(conditions.minSpendMinor, first);
  const untilMs = candidate.validUntil?.getTime() ?? Number.POSITIVE_INFINITY;
  const issuedMs = candidate.issuedAt.getTime();
  const [name, turn] = [nameOf(candidate), turnOf(candidate.terms)];
  return { candidate, untilMs, issuedMs, turn, name, scope, lines, requiredMinor, fixed };
}

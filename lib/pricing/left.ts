import { allocate } from "@/lib/pricing/allocate";
import type { Goods, Scope } from "@/lib/pricing/scope";
import { type Run, spreadOverUnits } from "@/lib/pricing/units";

/** Units a voucher for a product has made cheaper: the runs of each line it touched, and what came off that line. */
export type UnitPicks = ReadonlyMap<number, { readonly runs: readonly Run[]; readonly offMinor: number }>;

/** What one voucher did: an amount spread over its scope, units made cheaper, or delivery made cheaper. */
export type Step =
  | { readonly kind: "spread"; readonly scope: Scope; readonly offMinor: number }
  | { readonly kind: "units"; readonly picks: UnitPicks; readonly offMinor: number }
  | { readonly kind: "delivery"; readonly offMinor: number };

/**
 * What is left of a cart after some vouchers: a chain of steps back to the full cart. It is spread over lines and units
 * only where somebody asks, because the search for the best set mostly asks for the sum of a scope.
 */
export type Left = {
  readonly goods: Goods;
  readonly before: Left | null;
  readonly step: Step | null;
  readonly goodsMinor: number;
  readonly deliveryMinor: number;
  /** By scope id; -1 = not asked yet. */
  readonly bases: Float64Array;
  lines: Float64Array | null;
};

/** The whole cart, untouched. Every scope that will be asked about is known by now. */
export function allLeft(goods: Goods, deliveryMinor: number): Left {
  const bases = new Float64Array(goods.scopes.size);
  for (const scope of goods.scopes.values()) bases[scope.id] = scope.originalMinor;
  const goodsMinor = goods.subtotalMinor;
  return { goods, before: null, step: null, goodsMinor, deliveryMinor, bases, lines: goods.amounts };
}

/** What is left once `step` is taken. */
export function afterStep(left: Left, step: Step): Left {
  const delivery = step.kind === "delivery";
  return {
    goods: left.goods,
    before: left,
    step,
    goodsMinor: left.goodsMinor - (delivery ? 0 : step.offMinor),
    deliveryMinor: left.deliveryMinor - (delivery ? step.offMinor : 0),
    bases: new Float64Array(left.bases.length).fill(-1),
    lines: null,
  };
}

/** What is left of each line, by line index. Not to be written to. */
export function linesLeft(left: Left): Float64Array {
  if (left.lines) return left.lines;
  left.lines = spreadOverLines(left);
  return left.lines;
}

function spreadOverLines({ goods, before, step }: Left): Float64Array {
  if (!before || !step) return goods.amounts;
  const was = linesLeft(before);
  if (step.kind === "delivery") return was;
  const lines = was.slice();
  if (step.kind === "units") {
    for (const [index, { offMinor }] of step.picks) lines[index] = (lines[index] ?? 0) - offMinor;
    return lines;
  }
  const weights = step.scope.lines.map((index) => was[index] ?? 0);
  const parts = allocate(step.offMinor, weights);
  for (let i = 0; i < parts.length; i++) {
    const index = step.scope.lines[i] ?? 0;
    lines[index] = (weights[i] ?? 0) - (parts[i] ?? 0);
  }
  return lines;
}

/** How the lines of `scope` lie to those of a step: all of the step's, none of them, or some. */
function overlap(scope: Scope, other: Scope): "all" | "none" | "some" {
  if (scope === other) return "all";
  let inside = 0;
  for (const index of other.lines) inside += scope.has[index] ?? 0;
  return inside === other.lines.length ? "all" : inside === 0 ? "none" : "some";
}

/** What the step took off the lines of `scope`, if that can be told without spreading it. */
function offScope(step: Step, scope: Scope): number | null {
  if (step.kind === "delivery") return 0;
  if (step.kind === "units") {
    let off = 0;
    for (const [index, { offMinor }] of step.picks) off += scope.has[index] === 1 ? offMinor : 0;
    return off;
  }
  const lies = overlap(scope, step.scope);
  return lies === "all" ? step.offMinor : lies === "none" ? 0 : null;
}

/** What is left of the lines of `scope` together: the `base` of section 4. */
export function baseLeft(left: Left, scope: Scope): number {
  const known = left.bases[scope.id] ?? -1;
  if (known >= 0) return known;
  const { before, step } = left;
  const off = step && offScope(step, scope);
  let base = 0;
  if (before && off !== null) base = baseLeft(before, scope) - off;
  else {
    const lines = linesLeft(left);
    for (const index of scope.lines) base += lines[index] ?? 0;
  }
  left.bases[scope.id] = base;
  return base;
}

/** What is left of each unit of a line. */
export function unitsLeft(left: Left, index: number): readonly Run[] {
  const { before, step } = left;
  if (!before || !step) {
    const line = left.goods.lines[index];
    return line ? [{ count: line.quantity, leftMinor: line.unitPriceMinor }] : [];
  }
  const was = unitsLeft(before, index);
  if (step.kind === "units") return step.picks.get(index)?.runs ?? was;
  if (step.kind === "delivery" || step.scope.has[index] !== 1) return was;
  return spreadOverUnits(was, (linesLeft(before)[index] ?? 0) - (linesLeft(left)[index] ?? 0));
}

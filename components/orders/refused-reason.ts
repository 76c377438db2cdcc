import type { Refusal } from "@/lib/kernel/result";
import { type Reason, reasonCodes } from "@/lib/pricing/shapes";

/** Refusals that are said as reasons; what needs more than a code and plain parameters is not among those of a desk. */
const known: ReadonlySet<string> = new Set(reasonCodes);

/** A refusal as the reason of pricing that it carries; null where it is none. */
export function refusedReason({ code, params = {}, more = {} }: Refusal): Reason | null {
  if (!known.has(code)) return null;
  return { ...params, ...more, code } as Reason;
}

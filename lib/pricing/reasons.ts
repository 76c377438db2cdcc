import type { Instant } from "@/lib/kernel/time";
import { type Reason, type ReasonCode, reasonCodes } from "@/lib/pricing/shapes";

/** No reason: one list for all who have none. */
export const noReasons: readonly Reason[] = [];

const order = new Map<ReasonCode, number>(reasonCodes.map((code, index) => [code, index]));

/** The reasons in the order of section 10. */
export function inOrder(reasons: readonly Reason[]): Reason[] {
  return reasons.toSorted((a, b) => (order.get(a.code) ?? 0) - (order.get(b.code) ?? 0));
}

/** An instant in UTC, without milliseconds where there are none: "2026-07-01T00:00:00Z". */
export function instantText(at: Instant): string {
  return at.toISOString().replace(".000Z", "Z");
}

/** What the bell lists only up to a number of them. */
export type Listed = "alert" | "access" | "refund" | "packRefund" | "job";

/** How many of a kind the bell does not show; `isLeast` = or more. */
export type Rest = { readonly id: Listed; readonly count: number; readonly isLeast: boolean };

/** So far a kind is counted: of one that comes to it there may be more. */
const MOST = 101;
const kinds = ["alert", "access", "refund", "packRefund", "job"] as const;

/**
 * What is there of each kind beyond what is shown. The bell says so: opening it marks all that is older as seen, too, and nobody
 * would hear of it again.
 */
export function restOf(
  there: Readonly<Record<Listed, number>>,
  shown: readonly { readonly kind: string }[],
): Rest[] {
  return kinds.flatMap((id) => {
    const count = there[id] - shown.filter(({ kind }) => kind === id).length;
    return count > 0 ? [{ id, count, isLeast: there[id] >= MOST }] : [];
  });
}

import { untilOf } from "@/lib/pricing/application-order";
import { byName, type Entry } from "@/lib/pricing/entry";

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? 0;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

const issuedOf = ({ candidate }: Entry) => candidate.issuedAt.getTime();
const sorted = (set: readonly Entry[], key: (entry: Entry) => number) => set.map(key).sort((a, b) => a - b);

/**
 * Which of two sets of equal saving and number is the better one (section 8): negative = `a`. The sorted ends (none is
 * last), the sorted instants of issue, then the sorted names, each list compared element by element.
 */
export function byTieBreak(a: readonly Entry[], b: readonly Entry[]): number {
  const bySpan = compareLists(sorted(a, untilOf), sorted(b, untilOf));
  if (bySpan !== 0) return bySpan;
  const byIssue = compareLists(sorted(a, issuedOf), sorted(b, issuedOf));
  if (byIssue !== 0) return byIssue;
  const names = b.toSorted(byName);
  for (const [i, entry] of a.toSorted(byName).entries()) {
    const other = names[i];
    const order = other ? byName(entry, other) : 0;
    if (order !== 0) return order;
  }
  return 0;
}

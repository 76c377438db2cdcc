import { and, eq } from "drizzle-orm";
import { among } from "@/db/among";
import type { Reader } from "@/db/client";
import { couponTerms } from "@/db/schema/coupons";
import type { Scope } from "@/lib/platform/auth/scope";
import { perProcess } from "@/lib/platform/per-process";

type TermsOf = { readonly couponId: string; readonly termsVersion: number };

/** Versions that a process keeps at most, some kilobytes each; the oldest are forgotten first. */
const KEPT = 5000;

async function readTerms(reader: Reader, scope: Scope, couponIds: readonly string[]) {
  return await reader
    .select({
      couponId: couponTerms.couponId,
      version: couponTerms.version,
      terms: {
        name: couponTerms.name,
        benefit: couponTerms.benefit,
        scope: couponTerms.scope,
        conditions: couponTerms.conditions,
        stacking: couponTerms.stacking,
        refund: couponTerms.refund,
      },
    })
    .from(couponTerms)
    .where(and(eq(couponTerms.merchantId, scope.merchantId), among(couponTerms.couponId, couponIds)));
}
export type StoredTerms = Awaited<ReturnType<typeof readTerms>>[number]["terms"];

const kept = () => perProcess("voucher-terms", () => new Map<string, StoredTerms>());

/**
 * The terms that vouchers were issued under, one for each that is asked, in their order. A version that a voucher has
 * never changes again, so it is read once in a process.
 */
export async function loadTerms(
  reader: Reader,
  scope: Scope,
  asked: readonly TermsOf[],
): Promise<StoredTerms[]> {
  const known = kept();
  const keys = asked.map(({ couponId, termsVersion }) => keyOf(scope, couponId, termsVersion));
  const found = keys.map((key) => known.get(key));
  const missing = asked.filter((_, at) => found[at] === undefined);
  if (missing.length > 0) {
    const wanted = new Set(keys);
    const couponIds = [...new Set(missing.map(({ couponId }) => couponId))];
    const read = new Map<string, StoredTerms>();
    for (const { couponId, version, terms } of await readTerms(reader, scope, couponIds)) {
      const key = keyOf(scope, couponId, version);
      if (wanted.has(key)) read.set(key, terms);
    }
    for (const [at, key] of keys.entries()) found[at] ??= read.get(key);
    keep(known, read);
  }
  return found.map((terms) => {
    if (!terms) throw new Error("a voucher has terms that are not there");
    return terms;
  });
}

const keyOf = ({ merchantId }: Scope, couponId: string, version: number) =>
  `${merchantId}:${couponId}:${version}`;

function keep(known: Map<string, StoredTerms>, read: ReadonlyMap<string, StoredTerms>): void {
  for (const [key, terms] of read) known.set(key, terms);
  for (const key of known.keys()) {
    if (known.size <= KEPT) break;
    known.delete(key);
  }
}

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
 * The terms that vouchers were issued under, of each that is asked. A version that a voucher has never changes again, so it is
 * read once in a process.
 */
export async function loadTerms(
  reader: Reader,
  scope: Scope,
  asked: readonly TermsOf[],
): Promise<(of: TermsOf) => StoredTerms> {
  const known = kept();
  const found = new Map<string, Map<number, StoredTerms | null>>();
  const missing = new Set<string>();
  for (const { couponId, termsVersion } of asked) {
    const versions = found.get(couponId) ?? new Map<number, StoredTerms | null>();
    if (versions.size === 0) found.set(couponId, versions);
    if (versions.has(termsVersion)) continue;
    const terms = known.get(keyOf(scope, couponId, termsVersion)) ?? null;
    versions.set(termsVersion, terms);
    if (!terms) missing.add(couponId);
  }
  if (missing.size > 0) {
    const read = new Map<string, StoredTerms>();
    for (const { couponId, version, terms } of await readTerms(reader, scope, [...missing])) {
      if (found.get(couponId)?.has(version) !== true) continue;
      found.get(couponId)?.set(version, terms);
      read.set(keyOf(scope, couponId, version), terms);
    }
    keep(known, read);
  }
  return ({ couponId, termsVersion }) => {
    const terms = found.get(couponId)?.get(termsVersion);
    if (!terms) throw new Error("a voucher has terms that are not there");
    return terms;
  };
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

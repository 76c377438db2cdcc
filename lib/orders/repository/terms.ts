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
 * The terms that vouchers were issued under, by coupon and version; gives a look-up. A version that a voucher has never
 * changes again, so it is read once in a process.
 */
export async function loadTerms(reader: Reader, scope: Scope, asked: readonly TermsOf[]) {
  const known = kept();
  const keyOf = (one: TermsOf) => `${scope.merchantId}:${one.couponId}:${one.termsVersion}`;
  const found = new Map<string, StoredTerms>();
  const missing = new Set<string>();
  for (const one of asked) {
    const terms = known.get(keyOf(one));
    if (terms) found.set(keyOf(one), terms);
    else missing.add(one.couponId);
  }
  const wanted = new Set(asked.map(keyOf));
  for (const { couponId, version, terms } of missing.size > 0
    ? await readTerms(reader, scope, [...missing])
    : []) {
    const key = keyOf({ couponId, termsVersion: version });
    if (!wanted.has(key)) continue;
    found.set(key, terms);
    known.set(key, terms);
  }
  for (const key of known.keys()) {
    if (known.size <= KEPT) break;
    known.delete(key);
  }
  return (one: TermsOf): StoredTerms => {
    const terms = found.get(keyOf(one));
    if (!terms) throw new Error("a voucher has terms that are not there");
    return terms;
  };
}

import { checkRedirect } from "@/lib/packs/check-redirect";
import { findPackRedirect } from "@/lib/packs/queries/redirect";
import type { Scope } from "@/lib/platform/auth/scope";

export type LeadsTo = {
  /** A path of this site, or the whole address of an allowed one. */
  readonly location: string;
  /** The other site; null = a page of our own. */
  readonly host: string | null;
};

/** Where a buyer is led after the purchase, if they may be led there now; null = nowhere (S-26). */
export async function leadsTo(scope: Scope, purchaseId: string): Promise<LeadsTo | null> {
  const written = await findPackRedirect(scope, purchaseId);
  if (!written) return null;
  const to = checkRedirect(written.url, written);
  if (!to) return null;
  return to.type === "own" ? { location: to.path, host: null } : { location: to.url, host: to.host };
}

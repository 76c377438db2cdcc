import { buyPack } from "@/lib/packs/buy-pack";
import { startPackPayment } from "@/lib/packs/pay-purchase";
import type { KeptPurchase } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** Somebody's wish to buy one pack in the mall of the merchant at `slug`. */
export type BeginPurchase = KeptPurchase & { readonly memberId: string; readonly slug: string };

/**
 * Holds a pack for its buyer and opens the page where it is paid; the same request id holds one. Gives the address to go to
 * next, ours or the provider's: where it is paid, or the page on which stands why not (`refused=` and a code of `buyPack` or
 * `startPackPayment`). Throws `not_found`.
 */
export async function beginPurchase(scope: Scope, wish: BeginPurchase): Promise<string> {
  const { requestId, packId, memberId, slug, seen } = wish;
  const home = `/m/${slug}/packs`;
  const bought = await buyPack(scope, { requestId, packId, memberId, channel: "mall", seen });
  if (!bought.ok) return refusedAt(`${home}/${packId}`, bought.refusal.code);
  const own = `${home}/mine/${bought.value.id}`;
  const returnPath = `${own}?said=paying`;
  const paths = { returnPath, cancelPath: own };
  const started = await startPackPayment(scope, { purchaseId: bought.value.id, ...paths });
  return started.ok ? started.value.url : refusedAt(own, started.refusal.code);
}

const refusedAt = (page: string, code: string) => `${page}?${new URLSearchParams({ refused: code })}`;

import { inTransaction } from "@/db/transaction";
import { guardCodes } from "@/lib/codes/guard-codes";
import { ok, type Result } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { loadCart } from "@/lib/orders/load-cart";
import type { QuoteInput } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { priceCart } from "@/lib/pricing/price-cart";
import type { Quote } from "@/lib/pricing/shapes";

/**
 * What a cart costs with the member's best vouchers, or with chosen ones (U1). Changes nothing, but that codes that do not work are counted. `at` moves only the clock of
 * the calculation; states, uses and budgets are as they are now. Refusals: those of `loadCart`, `too_many_tries{until}`.
 */
export async function quoteCart(
  scope: Scope,
  { at, ...request }: QuoteInput,
  now: Instant,
): Promise<Result<Quote>> {
  const moment = { at: at === undefined ? now : new Date(at), now };
  const { codes, memberId = null } = request;
  const loaded = await inTransaction((tx) =>
    guardCodes(tx, scope, { codes, memberId }, () => loadCart(tx, scope, request, moment)),
  );
  if (!loaded.ok) return loaded;
  const { cart, candidates, choice } = loaded.value;
  return ok(priceCart(cart, candidates, choice));
}

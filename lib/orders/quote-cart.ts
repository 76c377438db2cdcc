import { inTransaction } from "@/db/transaction";
import { guardCodes } from "@/lib/codes/guard-codes";
import { ok, type Result } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { type CartRequest, type LoadedCart, loadCart, loadCarts } from "@/lib/orders/load-cart";
import type { QuoteInput } from "@/lib/orders/schema";
import { callerKey, type Scope } from "@/lib/platform/auth/scope";
import { gatherer } from "@/lib/platform/coalesce";
import { priceCart } from "@/lib/pricing/price-cart";
import type { Quote } from "@/lib/pricing/shapes";

type Asked = { readonly scope: Scope; readonly request: CartRequest; readonly now: Instant };

/**
 * What a cart costs with the member's best vouchers, or with chosen ones (U1). Changes nothing, but that codes
 * that do not work are counted. `at` moves only the clock of the calculation; states, uses and budgets are as they are now.
 * Refusals: those of `loadCart`, `too_many_tries{until}`.
 */
export async function quoteCart(
  scope: Scope,
  { at, ...request }: QuoteInput,
  now: Instant,
): Promise<Result<Quote>> {
  const { codes, memberId = null } = request;
  const alone = () =>
    inTransaction((tx) =>
      guardCodes(tx, scope, { codes, memberId }, () => loadCart(tx, scope, request, momentOf(at, now))),
    );
  const isPlain = at === undefined && codes.length === 0;
  const loaded = isPlain ? await carts().ask(callerKey(scope), { scope, request, now }) : await alone();
  if (!loaded.ok) return loaded;
  const { cart, candidates, choice } = loaded.value;
  return ok(priceCart(cart, candidates, choice));
}

const momentOf = (at: string | undefined, now: Instant) => ({
  at: at === undefined ? now : new Date(at),
  now,
});

/** Carts of one caller that are asked for at the same time are read together, as of the latest of their moments. */
const carts = () =>
  gatherer<Asked, Result<LoadedCart>>({
    name: "quotes",
    run: async (group) => {
      const [first] = group;
      if (!first) return [];
      const now = new Date(Math.max(...group.map((one) => one.now.getTime())));
      const requests = group.map(({ request }) => request);
      const loaded = await inTransaction((tx) => loadCarts(tx, first.scope, requests, { at: now, now }));
      return loaded.map((value) => ({ value }));
    },
    max: 200,
    byTurn: true,
    enough: 16,
    width: () => 2,
  });

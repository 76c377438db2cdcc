import type { Tx } from "@/db/client";
import { databaseNow, inTransaction, readOnly } from "@/db/transaction";
import { guardCodes } from "@/lib/codes/guard-codes";
import { ok, type Result } from "@/lib/kernel/result";
import { type CartRequest, type LoadedCart, loadCart, loadCarts, type Moment } from "@/lib/orders/load-cart";
import { priceLoaded } from "@/lib/orders/rules/price-loaded";
import type { QuoteInput } from "@/lib/orders/schema";
import { callerKey, type Scope } from "@/lib/platform/auth/scope";
import { gatherer } from "@/lib/platform/coalesce";
import type { Quote } from "@/lib/pricing/shapes";

type Asked = { readonly scope: Scope; readonly request: CartRequest };

/**
 * What a cart costs with the member's best vouchers, or with chosen ones (U1). Changes nothing, but that codes
 * that do not work are counted. `at` moves only the clock of the calculation; states, uses and budgets are as they are now,
 * which is the database's clock, as for the order that is placed of it.
 * Refusals: those of `loadCart`, `too_many_tries{until}`.
 */
export async function quoteCart(scope: Scope, { at, ...request }: QuoteInput): Promise<Result<Quote>> {
  const { codes, memberId = null } = request;
  const alone = () =>
    inTransaction((tx) =>
      guardCodes(tx, scope, { codes, memberId }, async () =>
        loadCart(tx, scope, request, await momentOf(tx, at)),
      ),
    );
  const isPlain = at === undefined && codes.length === 0;
  const loaded = isPlain ? await carts().ask(callerKey(scope), { scope, request }) : await alone();
  if (!loaded.ok) return loaded;
  return ok(priceLoaded(loaded.value, loaded.value.choice));
}

async function momentOf(tx: Tx, at?: string): Promise<Moment> {
  const now = await databaseNow(tx);
  return { at: at === undefined ? now : new Date(at), now };
}

/** Carts of one caller that are asked for at the same time are read together, at one moment. */
const carts = () =>
  gatherer<Asked, Result<LoadedCart>>({
    name: "quotes",
    run: async (group) => {
      const [first] = group;
      if (!first) return [];
      const requests = group.map(({ request }) => request);
      const loaded = await readOnly((reader) => loadCarts(reader, first.scope, requests, null));
      return loaded.map((value) => ({ value }));
    },
    max: 200,
    byTurn: true,
    enough: 16,
    width: () => 2,
  });

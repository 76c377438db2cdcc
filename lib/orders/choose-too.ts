import { type OpenCheckout, openCheckout } from "@/lib/orders/open-checkout";
import type { Scope } from "@/lib/platform/auth/scope";

const MOST = 20;

/**
 * What a member has on their cart by choice, the voucher that its address asks for among it, with vouchers that just came into
 * their wallet; null = it stays as it is: the best is taken, which looks at them anyway, or they do not go with it. Changes nothing.
 */
export async function chooseToo(
  scope: Scope,
  { wish, cart, ...asked }: OpenCheckout,
  voucherIds: readonly string[],
): Promise<string[] | null> {
  const now = await openCheckout(scope, { ...asked, cart, wish });
  const chosen = now.ok ? now.value.chosen : null;
  if (!chosen) return null;
  const choice = [...new Set([...chosen, ...voucherIds])].slice(0, MOST);
  const then = await openCheckout(scope, { ...asked, cart: { ...cart, choice } });
  return then.ok && then.value.refused.length === 0 ? choice : null;
}

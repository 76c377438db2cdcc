import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { getOrder, type OrderDetail } from "@/lib/orders/queries/orders";
import { wordsOf } from "@/lib/orders/queries/words";
import { orderInLanguage, wordedInOrder } from "@/lib/orders/rules/in-language";
import type { Scope } from "@/lib/platform/auth/scope";

/** The order as its page shows it, with its names in the reader's language; 404 where it is not theirs. */
export async function openOrder(scope: Scope, orderId: string): Promise<OrderDetail> {
  const order = await getOrder(scope, orderId);
  if (!order) notFound();
  return orderInLanguage(order, await wordsOf(scope, wordedInOrder(order)), await getLocale());
}

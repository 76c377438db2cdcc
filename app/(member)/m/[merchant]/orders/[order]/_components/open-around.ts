import type { OrderPack } from "@/app/(member)/m/[merchant]/orders/[order]/_components/order-packs";
import { leadsTo } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/leads-to";
import { moneyBackOf } from "@/lib/orders/queries/money-back";
import type { OrderDetail } from "@/lib/orders/queries/orders";
import { previewRefund } from "@/lib/orders/refund-order";
import { purchasesOfOrder } from "@/lib/packs/queries/about-purchases";
import type { Scope } from "@/lib/platform/auth/scope";

/** Where the buyer of an order is led on to, by the one pack bought with it that leads anywhere; null = by none, or by two. */
async function leadOf(scope: Scope, packs: readonly OrderPack[]) {
  const paid = packs.filter(({ status, redirectUrl }) => status === "paid" && redirectUrl !== null);
  const [only] = paid;
  if (!only || paid.length > 1) return null;
  const to = await leadsTo(scope, only.id);
  return to && { purchaseId: only.id, host: to.host };
}

/** What stands around an order: its packs, what money goes back, what a refund would give back now, and where its buyer is led on to; null = not paid. */
export async function openAround(scope: Scope, { id, status }: OrderDetail, now: Date) {
  const [packs, back] = await Promise.all([purchasesOfOrder(scope, id, now), moneyBackOf(scope, id, now)]);
  const around = { packs, back };
  if (!["paid", "completed", "partly_refunded"].includes(status))
    return { ...around, preview: null, lead: null };
  const all = { by: "member" as const, lines: null, reason: "" };
  const [preview, lead] = await Promise.all([previewRefund(scope, id, all), leadOf(scope, packs)]);
  return { ...around, preview, lead };
}

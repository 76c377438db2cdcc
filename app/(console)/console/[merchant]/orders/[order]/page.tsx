import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orderHistory } from "@/lib/orders/queries/history";
import { moneyBackOf } from "@/lib/orders/queries/money-back";
import { getOrder } from "@/lib/orders/queries/orders";
import { purchasesOfOrder } from "@/lib/packs/queries/about-purchases";
import { staffGate } from "@/lib/platform/auth/gates";
import { OrderView } from "../_components/order-view";

type Props = { params: Promise<{ merchant: string; store?: string; order: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { order: orderId, ...place } = await params;
  const { scope } = await staffGate(place, "order.read");
  const [order, t] = await Promise.all([getOrder(scope, orderId), getTranslations("orders.detail")]);
  return { title: order ? t("title", { number: order.number }) : undefined };
}

export default async function OrderPage({ params }: Props) {
  const { order: orderId, ...place } = await params;
  const { scope, can } = await staffGate(place, "order.read");
  const [order, events, packs, back] = await Promise.all([
    getOrder(scope, orderId),
    orderHistory(scope, orderId),
    purchasesOfOrder(scope, orderId),
    moneyBackOf(scope, orderId),
  ]);
  if (!order) notFound();
  return <OrderView {...{ place, order, events, packs, back, can }} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { consolePath } from "@/components/merchants/console-path";
import { OrderStatusBadge } from "@/components/orders/order-status";
import { DetailPage } from "@/components/ui/detail-page";
import { PageHeader } from "@/components/ui/page-header";
import { orderHistory } from "@/lib/orders/queries/history";
import { getOrder } from "@/lib/orders/queries/orders";
import { staffGate } from "@/lib/platform/auth/gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { OrderActions } from "../_components/order-actions";
import { OrderAside } from "../_components/order-aside";
import { OrderCoupons } from "../_components/order-coupons";
import { OrderLines } from "../_components/order-lines";
import { OrderRefunds } from "../_components/order-refunds";
import { OpenRequest } from "../_components/refund-request";
import { refundableOf } from "../_components/refundable";

type Props = { params: Promise<{ merchant: string; store?: string; order: string }> };

const load = cache(async (scope: Scope, orderId: string) => await getOrder(scope, orderId));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { order: orderId, ...place } = await params;
  const { scope } = await staffGate(place, "order.read");
  const [order, t] = await Promise.all([load(scope, orderId), getTranslations("orders.detail")]);
  return { title: order ? t("title", { number: order.number }) : undefined };
}

export default async function OrderPage({ params }: Props) {
  const { order: orderId, ...place } = await params;
  const { scope, can } = await staffGate(place, "order.read");
  const [order, events, t] = await Promise.all([
    load(scope, orderId),
    orderHistory(scope, orderId),
    getTranslations("orders"),
  ]);
  if (!order) notFound();
  const may = { place: can("order.place"), refund: can("order.refund") };
  const refundable = refundableOf(order);
  const asked = order.requests.find((one) => one.status === "open");
  return (
    <DetailPage
      header={
        <PageHeader
          title={t("detail.title", { number: order.number })}
          badge={<OrderStatusBadge status={order.status} />}
          meta={`${order.storeName} · ${t(`channels.${order.channel}`)}`}
          back={{ href: consolePath(place, "orders"), label: t("list.title") }}
          actions={<OrderActions {...{ place, refundable, may }} order={actionFacts(order)} />}
        />
      }
      aside={
        <OrderAside
          {...{ order, events }}
          membersPath={can("member.read") ? consolePath(place, "members") : null}
        />
      }
    >
      {asked ? (
        <OpenRequest
          {...{ place, refundable }}
          request={asked}
          mayDecide={may.refund}
          timeZone={order.timeZone}
        />
      ) : null}
      <OrderLines order={order} />
      <OrderCoupons order={order} couponsPath={can("coupon.read") ? consolePath(place, "coupons") : null} />
      <OrderRefunds order={order} />
    </DetailPage>
  );
}

function actionFacts({
  id,
  number,
  status,
  totalMinor,
  currency,
  completedAt,
}: NonNullable<Awaited<ReturnType<typeof getOrder>>>) {
  return { id, number, status, totalMinor, currency, isCompleted: completedAt !== null };
}

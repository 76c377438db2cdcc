import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import { OrderStatusBadge } from "@/components/orders/order-status";
import type { ActionPlace } from "@/components/ui/action-result";
import { CopyButton } from "@/components/ui/copy-button";
import { DetailPage } from "@/components/ui/detail-page";
import { PageHeader } from "@/components/ui/page-header";
import type { OrderEvent } from "@/lib/orders/queries/history";
import type { MoneyBack } from "@/lib/orders/queries/money-back";
import type { OrderDetail } from "@/lib/orders/queries/orders";
import { sumsWithPacks } from "@/lib/orders/rules/with-packs";
import type { Capability } from "@/lib/platform/auth/permissions";
import { PaidInVain } from "./money-back";
import { OrderActions } from "./order-actions";
import { OrderAside } from "./order-aside";
import { OrderCoupons } from "./order-coupons";
import { OrderLines } from "./order-lines";
import { type OrderPack, OrderPacks } from "./order-packs";
import { OrderRefunds } from "./order-refunds";
import { OpenRequest } from "./refund-request";
import { refundableOf } from "./refundable";

type OrderViewProps = {
  place: ActionPlace;
  order: OrderDetail;
  events: readonly OrderEvent[];
  packs: readonly OrderPack[];
  back: readonly MoneyBack[];
  can: (capability: Capability) => boolean;
};

/** C-75, one order: its price, its coupons, what happened to it, and what may be done with it. */
export function OrderView({ place, order, events, packs, back, can }: OrderViewProps) {
  const t = useTranslations("orders");
  const copy = useTranslations("ui.copy");
  const may = { place: can("order.place"), refund: can("order.refund") };
  const settle = can("refund.settle") ? place : null;
  const refundable = refundableOf(order);
  const asked = order.requests.find((one) => one.status === "open");
  const { id, number, status, currency, timeZone } = order;
  const togetherMinor = sumsWithPacks(order, packs)?.togetherMinor ?? order.totalMinor;
  const facts = { id, number, status, togetherMinor, currency, isCompleted: order.completedAt !== null };
  return (
    <DetailPage
      header={
        <PageHeader
          title={t("detail.title", { number })}
          badge={
            <>
              <CopyButton
                iconOnly
                size="sm"
                variant="ghost"
                text={number}
                label={copy("label", { text: number })}
              />
              <OrderStatusBadge status={status} />
            </>
          }
          meta={[order.storeName, order.region, t(`channels.${order.channel}`)].filter(Boolean).join(" · ")}
          back={{ href: consolePath(place, "orders"), label: t("list.title") }}
          actions={<OrderActions {...{ place, refundable, may }} order={facts} />}
        />
      }
      aside={
        <OrderAside
          {...{ order, events }}
          membersPath={can("member.read") ? consolePath(place, "members") : null}
          reveal={can("member.reveal") ? place : null}
        />
      }
    >
      <PaidInVain {...{ back, timeZone, settle }} />
      {asked ? (
        <OpenRequest {...{ place, refundable, timeZone }} request={asked} mayDecide={may.refund} />
      ) : null}
      <OrderLines order={order} packs={packs} />
      <OrderPacks {...{ place, packs, back, timeZone, settle }} isLinked={can("pack.read")} />
      <OrderCoupons
        order={order}
        couponsPath={can("coupon.read") ? consolePath(place, "coupons") : null}
        diagnosePath={can("voucher.explain") ? consolePath(place, "coupons", "diagnose") : null}
      />
      <OrderRefunds {...{ order, back, settle }} />
    </DetailPage>
  );
}

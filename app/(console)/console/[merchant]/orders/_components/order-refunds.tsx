import { useTranslations } from "next-intl";
import { Money } from "@/components/orders/order-table";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { MoneyBack } from "@/lib/orders/queries/money-back";
import type { OrderDetail } from "@/lib/orders/queries/orders";
import { BackState } from "./money-back";

type OrderRefundsProps = { order: OrderDetail; back: readonly MoneyBack[]; settle: ActionPlace | null };

/** What of an order was given back, newest first, and what was asked for and not given. */
export function OrderRefunds({ order, back, settle }: OrderRefundsProps) {
  const t = useTranslations("orders.refunds");
  const { refunds, currency, timeZone } = order;
  const closed = order.requests.filter(({ status }) => status !== "open");
  if (refunds.length === 0 && closed.length === 0) return null;
  return (
    <Card title={t("title")}>
      <ul className="grid gap-4 text-sm">
        {refunds.map((refund) => (
          <li key={refund.id} className="grid gap-0.5">
            <span className="flex justify-between gap-4 font-medium">
              <span>{t(`by.${refund.by}`)}</span>
              <Money minor={refund.amountMinor} currency={currency} />
            </span>
            <span className="text-xs text-ink-2">
              <Time at={refund.at} timeZone={timeZone} />
            </span>
            {back
              .filter(({ refundId }) => refundId === refund.id)
              .map((one) => (
                <BackState key={one.id} back={one} {...{ timeZone, settle }} />
              ))}
            <span className="wrap-anywhere text-ink-2">{linesText(order, refund.lines)}</span>
            {refund.deliveryMinor > 0 ? <span className="text-ink-2">{t("withDelivery")}</span> : null}
            <Outcomes order={order} vouchers={refund.vouchers} />
            {refund.reason ? (
              <span className="wrap-anywhere">{t("reason", { reason: refund.reason })}</span>
            ) : null}
          </li>
        ))}
        {closed.map((request) => (
          <li key={request.id} className="grid gap-0.5">
            <span className="font-medium">{t(`requests.${request.status}`)}</span>
            <span className="text-xs text-ink-2">
              <Time at={request.decidedAt ?? request.createdAt} timeZone={timeZone} />
            </span>
            <span className="wrap-anywhere">{t("reason", { reason: request.reason })}</span>
            {request.answer ? (
              <span className="wrap-anywhere">{t("answer", { answer: request.answer })}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Units = readonly { readonly lineId: string; readonly quantity: number }[];

/** "2 × Egg tart · 1 × Tea": the units of a refund, of a request for one. */
export function linesText(order: Pick<OrderDetail, "lines">, lines: Units): string {
  const named = new Map(order.lines.map(({ lineId, name }) => [lineId, name]));
  return lines.map(({ lineId, quantity }) => `${quantity} × ${named.get(lineId) ?? ""}`).join(" · ");
}

type OutcomesProps = { order: OrderDetail; vouchers: readonly { id: string; status: string }[] };

function Outcomes({ order, vouchers }: OutcomesProps) {
  const t = useTranslations("orders.outcomes");
  const named = new Map(order.vouchers.map(({ voucherId, couponName }) => [voucherId, couponName]));
  return vouchers.map(({ id, status }) =>
    t.has(status) ? (
      <span key={id} className="wrap-anywhere text-ink-2">
        {t(status as "used", { name: named.get(id) ?? "" })}
      </span>
    ) : null,
  );
}

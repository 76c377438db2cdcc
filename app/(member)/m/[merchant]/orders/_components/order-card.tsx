import { useLocale, useTranslations } from "next-intl";
import { PlainLink } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import type { OrderRow } from "@/lib/orders/queries/orders";

type OrderCardProps = { order: OrderRow; base: string; timeZone: string };

/** One order of the list. */
export function OrderCard({ order, base, timeZone }: OrderCardProps) {
  const t = useTranslations("shop.orders");
  const words = useTranslations("shop.order");
  const locale = useLocale();
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  return (
    <li className="p-card flex items-center justify-between gap-4">
      <div className="grid gap-0.5">
        <PlainLink href={`${base}/${order.id}`} className="font-semibold">
          {t("order", { number: order.number })}
        </PlainLink>
        <p className="text-sm text-ink-2">
          {order.storeName} · {day.format(order.placedAt)} · {t("items", { count: order.items })}
        </p>
        <p className="text-sm">{words(`status.${order.status}`)}</p>
      </div>
      <p className="font-semibold tabular-nums">{formatMoney(order.totalMinor, order.currency, locale)}</p>
    </li>
  );
}

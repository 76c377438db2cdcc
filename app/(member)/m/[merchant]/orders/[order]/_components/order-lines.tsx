import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "@/lib/kernel/money";
import type { OrderDetail } from "@/lib/orders/queries/orders";

/** The order line by line: what it cost, what each coupon took off it, and what was given back. */
export function OrderLines({ order }: { order: OrderDetail }) {
  const t = useTranslations("shop.order");
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, order.currency, locale);
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-semibold">{t("lines")}</h2>
      <ul className="divide-y divide-border border-y border-border">
        {order.lines.map((line) => {
          const originalMinor = line.unitPriceMinor * line.quantity;
          return (
            <li key={line.lineId} className="grid gap-1 py-3">
              <div className="flex justify-between gap-4">
                <p className="font-semibold">
                  {line.quantity} × {line.name}
                </p>
                <p className="shrink-0 tabular-nums">{money(originalMinor - line.discountMinor)}</p>
              </div>
              <p className="text-sm text-ink-2">{t("each", { price: money(line.unitPriceMinor) })}</p>
              {order.vouchers.flatMap((voucher) =>
                voucher.lines
                  .filter(({ lineId }) => lineId === line.lineId)
                  .map(({ discountMinor }) => (
                    <p key={voucher.voucherId} className="text-sm text-success">
                      {t("off", { name: voucher.couponName, amount: money(discountMinor) })}
                    </p>
                  )),
              )}
              {line.refundedQuantity > 0 ? (
                <p className="text-sm text-ink-2">{t("refundedUnits", { count: line.refundedQuantity })}</p>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { Money } from "@/components/orders/order-table";
import type { Quote } from "@/lib/pricing/shapes";

/** What the cart comes to, and what each coupon takes off. */
export function CounterTotal({ quote }: { quote: Quote | null }) {
  const t = useTranslations("orders.lines");
  const counter = useTranslations("orders.counter");
  if (!quote) return <p className="text-sm text-ink-2">{counter("noQuote")}</p>;
  const { currency } = quote;
  const rows = [
    { key: "subtotal", label: t("subtotal"), minor: quote.subtotalMinor },
    ...quote.applied.map(({ voucherId, code, name, discountMinor, deliveryDiscountMinor }) => ({
      key: voucherId ?? code ?? "",
      label: name,
      minor: -(discountMinor + deliveryDiscountMinor),
    })),
    ...(quote.deliveryMinor > 0
      ? [{ key: "delivery", label: t("delivery"), minor: quote.deliveryMinor }]
      : []),
  ];
  return (
    <dl aria-live="polite" className="grid gap-1.5 text-sm">
      {rows.map(({ key, label, minor }) => (
        <div key={key} className="flex justify-between gap-4">
          <dt className="min-w-0 wrap-anywhere text-ink-2">{label}</dt>
          <dd>
            <Money minor={minor} currency={currency} />
          </dd>
        </div>
      ))}
      <div className="flex justify-between gap-4 border-t border-border pt-2 text-lg font-semibold">
        <dt>{t("total")}</dt>
        <dd>
          <Money minor={quote.totalMinor} currency={currency} />
        </dd>
      </div>
    </dl>
  );
}

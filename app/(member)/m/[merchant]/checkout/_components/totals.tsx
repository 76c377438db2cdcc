import { useLocale, useTranslations } from "next-intl";
import { PlainButton } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import { placeOwn } from "@/lib/orders/actions/shop";
import type { Checkout } from "@/lib/orders/open-checkout";
import type { Quote } from "@/lib/pricing/shapes";

/** What it comes to; said again to who does not see it when it changes. */
export function Totals({ quote }: { quote: Quote }) {
  const t = useTranslations("shop.checkout");
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, quote.currency, locale);
  const rows = [
    [t("subtotal"), money(quote.subtotalMinor)],
    ...(quote.discountMinor > 0 ? [[t("saved"), `−${money(quote.discountMinor)}`]] : []),
  ];
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-semibold">{t("summary")}</h2>
      <dl className="grid gap-1 tabular-nums">
        {rows.map(([label, value]) => (
          <div key={label} className="flex justify-between gap-4 text-sm text-ink-2">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className="flex justify-between gap-4 text-lg font-semibold">
          <dt>{t("total")}</dt>
          <dd>{money(quote.totalMinor)}</dd>
        </div>
      </dl>
      <p role="status" className="sr-only">
        {t("total")} {money(quote.totalMinor)}
      </p>
      <p className="text-xs text-ink-2">{t("hold")}</p>
    </section>
  );
}

type PlaceOrderProps = { slug: string; requestId: string; checkout: Checkout };

/** Places exactly what the page shows. */
export function PlaceOrder({ slug, requestId, checkout: { quote } }: PlaceOrderProps) {
  const t = useTranslations("shop.checkout");
  const total = formatMoney(quote.totalMinor, quote.currency, useLocale());
  return (
    <form action={placeOwn}>
      <input type="hidden" name="merchant" value={slug} />
      <input type="hidden" name="requestId" value={requestId} />
      <input type="hidden" name="subtotal" value={quote.subtotalMinor} />
      {quote.applied.map(({ voucherId }) =>
        voucherId ? <input key={voucherId} type="hidden" name="voucher" value={voucherId} /> : null,
      )}
      <PlainButton block>{t("place", { total })}</PlainButton>
    </form>
  );
}

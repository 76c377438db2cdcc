import { useLocale, useTranslations } from "next-intl";
import { PLACE_FORM } from "@/app/(member)/m/[merchant]/checkout/_components/change-button";
import { PlainButton } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import { changeCheckout, placeOwn } from "@/lib/orders/actions/shop";
import type { Checkout } from "@/lib/orders/open-checkout";
import { linesShown } from "@/lib/orders/rules/member-cart";
import type { CheckoutPack } from "@/lib/packs/queries/mall";
import type { Quote } from "@/lib/pricing/shapes";

/** What packs cost together. */
const priceOf = (packs: readonly CheckoutPack[]) =>
  packs.reduce((sum, { priceMinor }) => sum + (priceMinor ?? 0), 0);

/** What it comes to; said again to who does not see it when it changes. */
export function Totals({ quote, packs }: { quote: Quote; packs: readonly CheckoutPack[] }) {
  const t = useTranslations("shop.checkout");
  const words = useTranslations("pack-shop.checkout");
  const withPacks = quote.totalMinor + priceOf(packs);
  const savedMinor = quote.discountMinor + quote.deliveryDiscountMinor;
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, quote.currency, locale);
  const rows = [
    [t("subtotal"), money(quote.subtotalMinor)],
    ...(quote.discountMinor > 0 ? [[t("saved"), `−${money(quote.discountMinor)}`]] : []),
    ...(quote.deliveryMinor > 0 ? [[t("delivery.charge"), money(quote.deliveryMinor)]] : []),
    ...(quote.deliveryDiscountMinor > 0
      ? [[t("delivery.saved"), `−${money(quote.deliveryDiscountMinor)}`]]
      : []),
    ...(packs.length > 0 ? [[words("total"), money(priceOf(packs))]] : []),
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
          <dd>{money(withPacks)}</dd>
        </div>
      </dl>
      <p role="status" className="sr-only">
        {t("announced", { total: money(withPacks), saved: money(savedMinor) })}
      </p>
      <p className="text-xs text-ink-2">{t("hold")}</p>
    </section>
  );
}

type PlaceOrderProps = {
  slug: string;
  requestId: string;
  checkout: Checkout;
  packs: readonly CheckoutPack[];
};

/** Places exactly what the page shows; every other button of the form changes it. */
export function PlaceOrder({ slug, requestId, checkout, packs }: PlaceOrderProps) {
  const { quote, storeId, lines, wish, delivery } = checkout;
  const t = useTranslations("shop.checkout");
  const total = formatMoney(quote.totalMinor + priceOf(packs), quote.currency, useLocale());
  return (
    <form id={PLACE_FORM} action={changeCheckout}>
      <input type="hidden" name="merchant" value={slug} />
      <input type="hidden" name="requestId" value={requestId} />
      <input type="hidden" name="lines" value={linesShown(storeId, lines, delivery.isChosen)} />
      <input type="hidden" name="subtotal" value={quote.subtotalMinor} />
      <input type="hidden" name="total" value={quote.totalMinor} />
      {wish ? <input type="hidden" name="coupon" value={wish} /> : null}
      {quote.applied.map(({ voucherId }) =>
        voucherId ? <input key={voucherId} type="hidden" name="voucher" value={voucherId} /> : null,
      )}
      {packs.map(({ id, priceMinor }) => (
        <input key={id} type="hidden" name="pack" value={`${id}:${priceMinor}`} />
      ))}
      <PlainButton block formAction={placeOwn}>
        {t("place", { total })}
      </PlainButton>
    </form>
  );
}

import { useLocale, useTranslations } from "next-intl";
import { ChangeButton, KeepButton } from "@/app/(member)/m/[merchant]/checkout/_components/change-button";
import { DeliveryChoice } from "@/app/(member)/m/[merchant]/checkout/_components/delivery-choice";
import { StoreRegion } from "@/app/(member)/m/[merchant]/checkout/_components/store-region";
import { OfferMark } from "@/components/catalogue/offer-mark";
import { PlainBanner, PlainLink } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import type { Checkout, CheckoutLine } from "@/lib/orders/open-checkout";

type CartLinesProps = { slug: string; checkout: Checkout; isAddressMissing: boolean };

/** What is ordered, and where to: each product with its units, and what it comes to with the coupons that are applied. */
export function CartLines({ slug, checkout, isAddressMissing }: CartLinesProps) {
  const t = useTranslations("shop.checkout");
  const { lines, gone, quote, currency } = checkout;
  return (
    <>
      <KeepButton>{t("delivery.update")}</KeepButton>
      <section className="grid gap-2">
        <h2 className="text-lg font-semibold">{t("items")}</h2>
        {gone > 0 ? <PlainBanner tone="warning">{t("gone", { count: gone })}</PlainBanner> : null}
        <ul className="divide-y divide-border border-y border-border">
          {lines.map((line) => (
            <li key={line.id} className="grid gap-2 py-3">
              <div className="flex justify-between gap-4">
                <p className="font-semibold">
                  {line.name} {line.onOffer ? <OfferMark /> : null}
                </p>
                <LinePrice line={quote.lines.find(({ id }) => id === line.id)} currency={currency} />
              </div>
              <div className="flex items-center gap-2">
                <Step line={line} to={line.quantity - 1} />
                <span className="min-w-8 text-center tabular-nums">{line.quantity}</span>
                <Step line={line} to={line.quantity + 1} />
              </div>
            </li>
          ))}
        </ul>
        <PlainLink href={`/m/${slug}/menu`} className="inline-flex min-h-11 items-center text-sm">
          {t("more")}
        </PlainLink>
        <StoreRegion checkout={checkout} />
      </section>
      <DeliveryChoice {...{ checkout, isAddressMissing }} />
    </>
  );
}

type LinePriceProps = { line: Checkout["quote"]["lines"][number] | undefined; currency: string };

function LinePrice({ line, currency }: LinePriceProps) {
  const locale = useLocale();
  if (!line) return null;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  return (
    <p className="shrink-0 text-end tabular-nums">
      {line.discountMinor > 0 ? (
        <>
          <s className="text-sm text-ink-2">{money(line.originalMinor)}</s>{" "}
        </>
      ) : null}
      {money(line.netMinor)}
    </p>
  );
}

/** One more or one less. */
function Step({ line, to }: { line: CheckoutLine; to: number }) {
  const t = useTranslations("shop.checkout");
  const product = line.name;
  const isMore = to > line.quantity;
  const label = isMore
    ? t("another", { product })
    : to === 0
      ? t("remove", { product })
      : t("fewer", { product });
  return (
    <ChangeButton say={`quantity ${line.productId} ${to}`} variant="secondary" aria-label={label}>
      <span aria-hidden="true">{isMore ? "+" : "−"}</span>
    </ChangeButton>
  );
}

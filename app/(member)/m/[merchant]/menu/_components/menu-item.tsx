import { useLocale, useTranslations } from "next-intl";
import { OfferMark } from "@/components/catalogue/offer-mark";
import { PlainButton } from "@/components/ui/plain";
import type { MenuRow } from "@/lib/catalogue/queries/menu";
import { textIn } from "@/lib/kernel/language";
import { formatMoney } from "@/lib/kernel/money";
import { addToCart } from "@/lib/orders/actions/shop";

type MenuItemProps = {
  product: MenuRow;
  currency: string;
  /** How many are in the cart. */
  units: number;
  hidden: Readonly<Record<string, string>>;
};

/** One product: its name, its price, and a button that puts one into the cart. */
export function MenuItem({ product, currency, units, hidden }: MenuItemProps) {
  const t = useTranslations("shop.menu");
  const locale = useLocale();
  const name = textIn(product.name, product.translations, "name", locale);
  return (
    <li id={`p-${product.id}`} className="flex scroll-mt-4 items-center justify-between gap-4 py-3">
      <div className="grid min-w-0 gap-0.5">
        <p className="font-semibold wrap-anywhere">{name}</p>
        <p className="text-sm tabular-nums text-ink-2">
          {formatMoney(product.priceMinor, currency, locale)} {product.onOffer ? <OfferMark /> : null}
        </p>
        {units > 0 ? <p className="text-xs text-brand">{t("inCart", { count: units })}</p> : null}
      </div>
      <form action={addToCart} className="shrink-0">
        {Object.entries({ ...hidden, product: product.id }).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <PlainButton variant="secondary" aria-label={t("addOne", { product: name })}>
          {t("add")}
        </PlainButton>
      </form>
    </li>
  );
}

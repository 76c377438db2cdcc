import { useTranslations } from "next-intl";
import { PlainLink } from "@/components/ui/plain";

/** What is in the cart, and the way on: in the thumb's reach. */
export function CartBar({ slug, units }: { slug: string; units: number }) {
  const t = useTranslations("shop.menu");
  return (
    <div className="grid gap-1">
      <p className="text-center text-xs text-ink-2">{t("cart", { count: units })}</p>
      <PlainLink href={`/m/${slug}/checkout`} variant="primary" block>
        {t("toCheckout")}
      </PlainLink>
    </div>
  );
}

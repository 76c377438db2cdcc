import { useTranslations } from "next-intl";
import { SafeLink } from "./rich-text";

type UseNowProps = {
  /** Where it leads; undefined or empty = nowhere in particular, and there is no button. */
  href: string | undefined;
  /** What it says; empty = the product's own words. */
  word: string;
  /** The merchant's slug. */
  shop: string;
  /** What is used, for who does not see it stand there. */
  coupon: string;
};

/** The way to use what was won (A4), where its page has one. */
export function UseNow({ href, word, shop, coupon }: UseNowProps) {
  const t = useTranslations("activity-page");
  if (!href) return null;
  return (
    <SafeLink href={href} shop={shop} className="p-button p-button--secondary p-button--block">
      {word || t("useNow")}
      <span className="sr-only">{coupon}</span>
    </SafeLink>
  );
}

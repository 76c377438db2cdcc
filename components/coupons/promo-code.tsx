import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { StockBar } from "@/components/ui/stock-bar";

type PromoCodeProps = { code: string; quantity: number | null; claimed: number };

/** A coupon's promo code, to be copied, and how often it was claimed with out of how often it works. */
export function PromoCode({ code, quantity, claimed }: PromoCodeProps) {
  const t = useTranslations("coupons.read");
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="inline-flex items-center gap-1">
        <code className="font-mono font-semibold wrap-anywhere">{code}</code>
        <CopyButton text={code} label={t("promoCodeCopy")} variant="ghost" size="sm" iconOnly />
      </span>
      <StockBar used={claimed} total={quantity} />
    </span>
  );
}

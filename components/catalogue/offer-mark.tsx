import { useTranslations } from "next-intl";
import { cx } from "@/components/ui/class-names";

/** Says of a price that it is a promotion's already (C11). */
export function OfferMark({ className }: { className?: string }) {
  const t = useTranslations("catalogue.products");
  return (
    <span
      className={cx(
        "inline-block rounded-full bg-info-soft px-2 py-0.5 text-xs font-medium whitespace-nowrap text-info",
        className,
      )}
    >
      {t("onOffer")}
    </span>
  );
}

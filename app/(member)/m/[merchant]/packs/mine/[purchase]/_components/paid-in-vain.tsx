import { useLocale, useTranslations } from "next-intl";
import { PlainBanner } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import type { PurchaseDetail } from "@/lib/packs/queries/purchases";
import { whenWords } from "@/lib/platform/when-words";

/** Says of every payment that came too late that its money goes back, or when it did. */
export function PaidInVain({ purchase, now }: { purchase: PurchaseDetail; now: Date }) {
  const t = useTranslations("pack-shop.purchase");
  const locale = useLocale();
  return purchase.inVain.map(({ id, amountMinor, currency, backAt }) => {
    const amount = formatMoney(amountMinor, currency, locale);
    return (
      <PlainBanner key={id} tone="warning" title={t("inVain", { amount })}>
        {backAt
          ? t("wentBack", { when: whenWords(backAt, now, purchase.timeZone, locale) })
          : t("onItsWayBack")}
      </PlainBanner>
    );
  });
}

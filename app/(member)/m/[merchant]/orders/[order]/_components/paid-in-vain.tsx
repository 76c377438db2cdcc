import { useLocale, useTranslations } from "next-intl";
import { PlainBanner } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import type { MoneyBack } from "@/lib/orders/queries/money-back";
import { whenWords } from "@/lib/platform/when-words";

type PaidInVainProps = { back: readonly MoneyBack[]; now: Date; timeZone: string };

/** Payments that came when the order could not be paid with them: their money goes back, or went. */
export function PaidInVain({ back, now, timeZone }: PaidInVainProps) {
  const t = useTranslations("shop.order");
  const locale = useLocale();
  const inVain = back.filter(({ refundId }) => refundId === null);
  return inVain.map(({ id, amountMinor, currency, backAt }) => {
    const amount = formatMoney(amountMinor, currency, locale);
    return (
      <PlainBanner key={id} tone="warning" title={t("inVain", { amount })}>
        {backAt ? t("wentBack", { when: whenWords(backAt, now, timeZone, locale) }) : t("onItsWayBack")}
      </PlainBanner>
    );
  });
}

import { useLocale, useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/kernel/money";
import type { MoneyBack } from "@/lib/orders/queries/money-back";

type MoneyBackProps = { back: readonly MoneyBack[]; timeZone: string };

/** Payments that came when the order could not be paid with them, and whether their money went back. */
export function PaidInVain({ back, timeZone }: MoneyBackProps) {
  const t = useTranslations("orders.back");
  const locale = useLocale();
  const inVain = back.filter(({ refundId }) => refundId === null);
  return inVain.map((one) => (
    <Banner
      key={one.id}
      tone={one.backAt ? undefined : "warning"}
      title={t("inVain", { amount: formatMoney(one.amountMinor, one.currency, locale) })}
    >
      <BackState back={one} timeZone={timeZone} />
    </Banner>
  ));
}

/** Whether money went back through its provider, is on its way, or is late. */
export function BackState({ back, timeZone }: { back: MoneyBack; timeZone: string }) {
  const t = useTranslations("orders.back");
  const { backAt, since, isLate } = back;
  return (
    <span className={isLate ? "text-warning" : undefined}>
      {t(backAt ? "went" : isLate ? "late" : "onItsWay")} <Time at={backAt ?? since} timeZone={timeZone} />
    </span>
  );
}

import { useLocale, useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { MoneyBack } from "@/components/packs/money-back";
import { Banner } from "@/components/ui/banner";
import { formatMoney } from "@/lib/kernel/money";
import type { PurchaseDetail } from "@/lib/packs/queries/purchases";

type PaidInVainProps = Pick<PurchaseDetail, "inVain"> & Omit<ComponentProps<typeof MoneyBack>, "money">;

/** Payments of a purchase that came too late, and whether their money went back. */
export function PaidInVain({ inVain, timeZone, settle }: PaidInVainProps) {
  const t = useTranslations("packs.purchase");
  const locale = useLocale();
  return inVain.map(({ id, amountMinor, currency, ...money }) => (
    <Banner
      key={id}
      tone={money.backAt ? undefined : "warning"}
      title={t("inVain", { amount: formatMoney(amountMinor, currency, locale) })}
    >
      <MoneyBack money={{ id, amountMinor, currency, ...money }} {...{ timeZone, settle }} />
    </Banner>
  ));
}

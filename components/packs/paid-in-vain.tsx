import { useLocale, useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/kernel/money";
import type { PurchaseDetail } from "@/lib/packs/queries/purchases";

/** Payments of a purchase that came too late, and whether their money went back. */
export function PaidInVain({ inVain, timeZone }: Pick<PurchaseDetail, "inVain"> & { timeZone: string }) {
  const t = useTranslations("packs.purchase");
  const locale = useLocale();
  return inVain.map(({ id, amountMinor, currency, backAt }) => (
    <Banner
      key={id}
      tone={backAt ? undefined : "warning"}
      title={t("inVain", { amount: formatMoney(amountMinor, currency, locale) })}
    >
      {backAt ? (
        <>
          {t("wentBack")} <Time at={backAt} timeZone={timeZone} />
        </>
      ) : (
        t("onItsWayBack")
      )}
    </Banner>
  ));
}

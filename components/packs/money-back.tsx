import { useLocale, useTranslations } from "next-intl";
import { SettleRefund } from "@/components/payments/settle-refund";
import type { ActionPlace } from "@/components/ui/action-result";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/kernel/money";
import type { PurchaseDetail } from "@/lib/packs/queries/purchases";

type MoneyBackProps = {
  money: PurchaseDetail["inVain"][number];
  timeZone: string;
  /** Where its reader may say that it was paid by hand; null = they may not. */
  settle: ActionPlace | null;
};

/** Whether a purchase's money went back, through its provider or by hand, is on its way, or cannot go that way. */
export function MoneyBack({ money, timeZone, settle }: MoneyBackProps) {
  const t = useTranslations("packs.purchase");
  const words = useTranslations("orders.back");
  const locale = useLocale();
  const { id, amountMinor, currency, backAt, isFailed, isByHand, how } = money;
  if (backAt) {
    return (
      <>
        {isByHand ? words("byHand") : t("wentBack")} <Time at={backAt} timeZone={timeZone} />
        {how ? <span className="block text-ink-2 wrap-anywhere">{words("howPaid", { how })}</span> : null}
      </>
    );
  }
  if (!isFailed) return t("onItsWayBack");
  return (
    <span className="grid justify-items-start gap-1">
      <span className="text-warning">{t("moneyFailed")}</span>
      {settle ? (
        <SettleRefund place={settle} id={id} amount={formatMoney(amountMinor, currency, locale)} />
      ) : null}
    </span>
  );
}

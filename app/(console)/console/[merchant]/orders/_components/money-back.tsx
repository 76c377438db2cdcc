import { useLocale, useTranslations } from "next-intl";
import { SettleRefund } from "@/components/payments/settle-refund";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/kernel/money";
import type { MoneyBack } from "@/lib/orders/queries/money-back";

type MoneyBackProps = {
  back: readonly MoneyBack[];
  timeZone: string;
  /** Where its reader may say that it was paid by hand; null = they may not. */
  settle: ActionPlace | null;
};

/** Payments that came when the order could not be paid with them, and whether their money went back. */
export function PaidInVain({ back, timeZone, settle }: MoneyBackProps) {
  const t = useTranslations("orders.back");
  const locale = useLocale();
  const inVain = back.filter(({ refundId }) => refundId === null);
  return inVain.map((one) => (
    <Banner
      key={one.id}
      tone={one.backAt ? undefined : "warning"}
      title={t("inVain", { amount: formatMoney(one.amountMinor, one.currency, locale) })}
    >
      <BackState back={one} {...{ timeZone, settle }} />
    </Banner>
  ));
}

type BackStateProps = Pick<MoneyBackProps, "timeZone" | "settle"> & { back: MoneyBack };

/** Whether money went back, through its provider or by hand, is on its way, is late, or cannot go that way. */
export function BackState({ back, timeZone, settle }: BackStateProps) {
  const t = useTranslations("orders.back");
  const locale = useLocale();
  const { id, backAt, since, isLate, isFailed, isByHand, how, amountMinor, currency } = back;
  const went = isByHand ? "byHand" : "went";
  const waits = isFailed ? "failed" : isLate ? "late" : "onItsWay";
  return (
    <span className="grid justify-items-start gap-1">
      <span className={isLate || isFailed ? "text-warning" : undefined}>
        {backAt ? (
          <>
            {t(went)} <Time at={backAt} timeZone={timeZone} />
          </>
        ) : (
          t.rich(waits, { at: () => <Time at={since} timeZone={timeZone} /> })
        )}
      </span>
      {how ? <span className="text-ink-2 wrap-anywhere">{t("howPaid", { how })}</span> : null}
      {isFailed && settle ? (
        <SettleRefund place={settle} id={id} amount={formatMoney(amountMinor, currency, locale)} />
      ) : null}
    </span>
  );
}

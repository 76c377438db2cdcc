import { useLocale, useTranslations } from "next-intl";
import { PaidInVain } from "@/app/(member)/m/[merchant]/orders/[order]/_components/paid-in-vain";
import { TimeLeft } from "@/app/(member)/m/[merchant]/orders/[order]/_components/time-left";
import { LookAgain } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/look-again";
import { PlainBanner, PlainButton, PlainCard } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import { cancelOwn, payOwn } from "@/lib/orders/actions/own-orders";
import type { MoneyBack } from "@/lib/orders/queries/money-back";
import type { OrderDetail } from "@/lib/orders/queries/orders";
import { whenWords } from "@/lib/platform/when-words";

type OrderStateProps = {
  order: OrderDetail;
  now: Date;
  /** What of its payments goes back. */
  back: readonly MoneyBack[];
  /** What was just done, as the address says it. */
  said: string | string[] | undefined;
  hidden: Readonly<Record<string, string>>;
  /** Whether money can be taken here; else it is paid in the store. */
  canPay: boolean;
  /** What packs cost that are paid with it, in minor units. */
  packsMinor: number;
};

const done = ["cancelled", "asked", "withdrawn"] as const;

/** Where the order stands, and what can be done about it. */
export function OrderState({ order, now, back, said, hidden, canPay, packsMinor }: OrderStateProps) {
  const t = useTranslations("shop.order");
  const locale = useLocale();
  const word = done.find((one) => one === said);
  const { status, expiresAt, timeZone, storeName: store, number } = order;
  const amount = formatMoney(order.totalMinor + packsMinor, order.currency, locale);
  const isFree = order.totalMinor + packsMinor === 0;
  const isRefused = order.lastTry === "declined" || order.lastTry === "expired";
  const ranOut = status === "cancelled" && (order.cancelledBy === "time" || order.cancelledBy === null);
  return (
    <>
      {said === "placed" ? <PlainBanner tone="success">{t("placed")}</PlainBanner> : null}
      {word ? <PlainBanner tone="success">{t(`said.${word}`)}</PlainBanner> : null}
      <PaidInVain {...{ back, now, timeZone }} />
      <PlainCard className="grid gap-2">
        <p className="text-lg font-semibold">{t(`status.${status}`)}</p>
        <p className="text-sm text-ink-2">
          {t("placedAt", { store, when: whenWords(order.placedAt, now, timeZone, locale) })}
        </p>
        {order.delivery?.address ? (
          <p className="text-sm whitespace-pre-line wrap-anywhere text-ink-2">
            {t("deliverTo", { address: order.delivery.address })}
          </p>
        ) : null}
        {status === "cancelled" && word !== "cancelled" ? (
          <p className="text-sm">{t(ranOut ? "expired" : "cancelledText")}</p>
        ) : null}
        {status === "placed" ? (
          <>
            <p className="text-sm">
              {t("heldUntil", { until: whenWords(expiresAt, now, timeZone, locale) })}
            </p>
            <TimeLeft until={expiresAt.toISOString()} words={t.raw("left")} />
            {isRefused ? <PlainBanner tone="danger">{t("notPaid")}</PlainBanner> : null}
            {canPay || isFree ? (
              <form action={payOwn}>
                {Object.entries(hidden).map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} />
                ))}
                <PlainButton block>{isFree ? t("payNothing") : t("pay", { amount })}</PlainButton>
              </form>
            ) : (
              <p className="text-sm">{t("payHow", { store, number })}</p>
            )}
            {said === "paying" && !isRefused ? (
              <p role="status" className="text-sm text-ink-2">
                {t("paying")}
                <LookAgain />
              </p>
            ) : null}
            <form action={cancelOwn} className="grid gap-1">
              {Object.entries(hidden).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <PlainButton variant="secondary" block>
                {t("cancel")}
              </PlainButton>
              <p className="text-xs text-ink-2">{t("cancelText")}</p>
            </form>
          </>
        ) : null}
      </PlainCard>
    </>
  );
}

import { useLocale, useTranslations } from "next-intl";
import { PlainBanner, PlainButton } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import { withdrawOwnRefund } from "@/lib/orders/actions/own-orders";
import type { MoneyBack } from "@/lib/orders/queries/money-back";
import type { OrderDetail } from "@/lib/orders/queries/orders";
import { whenWords } from "@/lib/platform/when-words";

type RefundTrailProps = {
  order: OrderDetail;
  back: readonly MoneyBack[];
  now: Date;
  hidden: Readonly<Record<string, string>>;
};

/** What the member asked for and what was given back; the newest request first. */
export function RefundTrail({ order, back, now, hidden }: RefundTrailProps) {
  const t = useTranslations("shop.order");
  const locale = useLocale();
  const { requests, refunds, timeZone, currency } = order;
  const [last] = requests;
  if (!last && refunds.length === 0) return null;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  return (
    <section className="grid gap-3">
      <h2 className="text-lg font-semibold">{t("refunds")}</h2>
      {last ? (
        <PlainBanner tone={last.status === "declined" ? "warning" : "info"}>
          <p>{t(`request.${last.status}`)}</p>
          {last.answer ? <p>{t("answer", { answer: last.answer })}</p> : null}
        </PlainBanner>
      ) : null}
      {last?.status === "open" ? (
        <form action={withdrawOwnRefund}>
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <PlainButton variant="secondary" block>
            {t("withdraw")}
          </PlainButton>
        </form>
      ) : null}
      <ul className="grid gap-1 text-sm">
        {refunds.map((refund) => (
          <li key={refund.id}>
            {t("refundOf", {
              amount: formatMoney(refund.amountMinor, currency, locale),
              date: day.format(refund.at),
            })}
            {back
              .filter(({ refundId }) => refundId === refund.id)
              .map(({ id, backAt }) => (
                <p key={id} className="text-ink-2">
                  {backAt
                    ? t("wentBack", { when: whenWords(backAt, now, timeZone, locale) })
                    : t("onItsWayBack")}
                </p>
              ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

import { useLocale, useTranslations } from "next-intl";
import { TimeLeft } from "@/app/(member)/m/[merchant]/orders/[order]/_components/time-left";
import { LookAgain } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/look-again";
import { PaidInVain } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/paid-in-vain";
import { PlainBanner, PlainButton, PlainCard, PlainLink } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import { cancelOwnPack, payOwnPack } from "@/lib/packs/actions/mall";
import type { PurchaseDetail } from "@/lib/packs/queries/purchases";
import { whenWords } from "@/lib/platform/when-words";

type PurchaseStateProps = {
  purchase: PurchaseDetail;
  now: Date;
  /** What was just done, as the address says it. */
  said: string | string[] | undefined;
  hidden: Readonly<Record<string, string>>;
  /** Whether money can be taken here. */
  canPay: boolean;
};

const done = ["cancelled", "asked", "withdrawn"] as const;

/** Where the purchase stands, and what can be done about it. */
export function PurchaseState({ purchase, now, said, hidden, canPay }: PurchaseStateProps) {
  const t = useTranslations("pack-shop.purchase");
  const mine = useTranslations("pack-shop.mine");
  const locale = useLocale();
  const word = done.find((one) => one === said);
  const { status, timeZone, number, giftId, orderId } = purchase;
  const when = (at: Date) => whenWords(at, now, timeZone, locale);
  const isPaidInVain = purchase.inVain.length > 0;
  const notCharged = isPaidInVain ? "" : t("notCharged");
  const price = formatMoney(purchase.priceMinor, purchase.currency, locale);
  return (
    <>
      {status === "paid" && said === "paying" ? (
        <PlainBanner tone="success" title={t("paid")}>
          {t("paidText")}
        </PlainBanner>
      ) : null}
      {word ? (
        <PlainBanner tone="success">
          {t(`said.${word}`)} {word === "cancelled" ? notCharged : null}
        </PlainBanner>
      ) : null}
      <PaidInVain purchase={purchase} now={now} />
      <PlainCard className="grid gap-2">
        <p className="text-lg font-semibold">{mine(`status.${status}`)}</p>
        <p className="text-sm text-ink-2">
          {t("number", { number })} · {giftId === null ? price : t("gift")} · {when(purchase.placedAt)}
        </p>
        {status === "cancelled" && word !== "cancelled" ? (
          <>
            <p className="text-sm">
              {t(`cancelledBy.${purchase.cancelledBy ?? "time"}`)} {notCharged}
            </p>
            <PlainLink href={`/m/${hidden.merchant}/packs/${purchase.packId}`} variant="secondary" block>
              {t("again")}
            </PlainLink>
          </>
        ) : null}
        {purchase.refundedAt ? <Refunded {...{ purchase, price, when }} /> : null}
        {status === "placed" && orderId !== null ? (
          <PlainLink href={`/m/${hidden.merchant}/orders/${orderId}`} variant="primary" block>
            {t("payOrder")}
          </PlainLink>
        ) : null}
        {status === "placed" && orderId === null ? (
          <Unpaid
            {...{ purchase, hidden, canPay, price, when }}
            isPaying={said === "paying" && !isPaidInVain}
          />
        ) : null}
      </PlainCard>
    </>
  );
}

type RefundedProps = Pick<PurchaseStateProps, "purchase"> & { price: string; when: (at: Date) => string };

/** Its money went back once its provider says so; what was paid at a till was given back there. */
function Refunded({ purchase, price, when }: RefundedProps) {
  const t = useTranslations("pack-shop.purchase");
  const { back, refundedBy } = purchase;
  const wentAt = back ? back.backAt : purchase.refundedAt;
  return (
    <p className="text-sm">
      {t(refundedBy === "time" ? "refundedByTime" : "refunded")}{" "}
      {wentAt
        ? t("amountBack", { amount: price, when: when(wentAt) })
        : t("amountOnItsWay", { amount: price })}
    </p>
  );
}

type UnpaidProps = Pick<PurchaseStateProps, "purchase" | "hidden" | "canPay"> & {
  price: string;
  when: (at: Date) => string;
  isPaying: boolean;
};

/** Held until a time that the server keeps: pay it, or give it up. */
function Unpaid({ purchase, hidden, canPay, price, when, isPaying }: UnpaidProps) {
  const t = useTranslations("pack-shop.purchase");
  const isRefused = purchase.lastTry === "declined" || purchase.lastTry === "expired";
  const fields = Object.entries(hidden).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
  return (
    <>
      {purchase.expiresAt ? (
        <>
          <p className="text-sm">{t("heldUntil", { when: when(purchase.expiresAt) })}</p>
          <TimeLeft until={purchase.expiresAt.toISOString()} words={t.raw("left")} />
        </>
      ) : null}
      {isRefused ? <PlainBanner tone="danger">{t("notPaid")}</PlainBanner> : null}
      {isPaying && !isRefused ? (
        <p role="status" className="text-sm text-ink-2">
          {t("paying")} <noscript>{t("reload")}</noscript>
          <LookAgain />
        </p>
      ) : null}
      {canPay ? (
        <form action={payOwnPack}>
          {fields}
          <PlainButton block>{t("pay", { price })}</PlainButton>
        </form>
      ) : (
        <p className="text-sm">{t("noProvider")}</p>
      )}
      <form action={cancelOwnPack}>
        {fields}
        <PlainButton variant="secondary" block>
          {t("cancel")}
        </PlainButton>
      </form>
    </>
  );
}

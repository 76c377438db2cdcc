import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { consolePath } from "@/components/merchants/console-path";
import { DeliveryCalendar } from "@/components/packs/delivery-calendar";
import { EndDeliveries } from "@/components/packs/end-deliveries";
import { MoneyBack } from "@/components/packs/money-back";
import { scheduleWords } from "@/components/packs/pack-words";
import { PaidInVain } from "@/components/packs/paid-in-vain";
import { PurchaseBadge } from "@/components/packs/purchase-badge";
import { PurchaseCoupons } from "@/components/packs/purchase-coupons";
import { PurchaseRefund } from "@/components/packs/purchase-refund";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { CopyText } from "@/components/ui/copy-text";
import { DetailPage } from "@/components/ui/detail-page";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { type SummaryItem, SummaryList } from "@/components/ui/summary-list";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/kernel/money";
import type { vouchersOfPurchase } from "@/lib/packs/queries/mall";
import type { PurchaseDetail } from "@/lib/packs/queries/purchases";
import type { Capability } from "@/lib/platform/auth/permissions";

type PurchaseViewProps = {
  place: ActionPlace;
  can: (capability: Capability) => boolean;
  timeZone: string;
  /** The list it was opened from. */
  back: { href: string; label: string };
  purchase: PurchaseDetail;
  vouchers: Awaited<ReturnType<typeof vouchersOfPurchase>>;
  children: ReactNode;
};

/** One purchase of a pack (C-81): who, what it cost, what came and will come, and what can be done about its money. */
export function PurchaseView(props: PurchaseViewProps) {
  const { place, can, timeZone, back, purchase, vouchers, children } = props;
  const t = useTranslations("packs.purchase");
  const copy = useTranslations("ui.copy");
  return (
    <DetailPage
      header={
        <PageHeader
          title={t("title", { number: purchase.number })}
          badge={
            <>
              <CopyButton
                iconOnly
                size="sm"
                variant="ghost"
                text={purchase.number}
                label={copy("label", { text: purchase.number })}
              />
              <PurchaseBadge status={purchase.status} asked={purchase.isAsked} />
            </>
          }
          meta={purchase.packName}
          back={back}
        />
      }
      aside={<Deliveries {...{ place, can, purchase, timeZone }} />}
    >
      <PaidInVain inVain={purchase.inVain} timeZone={timeZone} settle={can("refund.settle") ? place : null} />
      <PurchaseRefund
        where={place}
        purchase={purchase}
        timeZone={timeZone}
        may={{ ask: can("pack.refund"), decide: can("pack.refund_decide") }}
      />
      {purchase.endReason === null ? null : (
        <Banner title={t("ended")}>
          <p className="wrap-anywhere">{t("endedText", { reason: purchase.endReason })}</p>
        </Banner>
      )}
      <Card title={t("facts")}>
        <SummaryList items={useFacts(props)} />
      </Card>
      <PurchaseCoupons vouchers={vouchers} timeZone={timeZone} />
      {children}
    </DetailPage>
  );
}

function useFacts({ place, can, timeZone, purchase }: PurchaseViewProps): SummaryItem[] {
  const t = useTranslations("packs.purchase");
  const records = useTranslations("packs.records");
  const locale = useLocale();
  const { member } = purchase;
  const name = `${member.name ?? member.nickname ?? records("noName")} · ${member.phone}`;
  const time = (label: string, moment: Date | null): SummaryItem[] =>
    moment ? [{ label, value: <Time at={moment} timeZone={timeZone} /> }] : [];
  const settle = can("refund.settle") ? place : null;
  const linked = (href: string, text: string) => (
    <Link href={href} className="text-brand hover:underline">
      {text}
    </Link>
  );
  return [
    { label: t("pack"), value: linked(consolePath(place, "packs", purchase.packId), purchase.packName) },
    {
      label: records("member"),
      value: can("member.read") ? linked(consolePath(place, "members", purchase.memberId), name) : name,
    },
    { label: records("channel"), value: t(`channel.${purchase.channel}`) },
    ...(purchase.giftId === null
      ? [{ label: records("price"), value: formatMoney(purchase.priceMinor, purchase.currency, locale) }]
      : [{ label: records("quantity"), value: String(purchase.quantity) }]),
    ...(purchase.orderId && can("order.read")
      ? [{ label: t("order"), value: linked(consolePath(place, "orders", purchase.orderId), t("openOrder")) }]
      : []),
    { label: t("version"), value: String(purchase.contentsVersion) },
    ...time(records("placed"), purchase.placedAt),
    ...time(records("paid"), purchase.paidAt),
    ...(purchase.status === "placed" ? time(t("heldUntil"), purchase.expiresAt) : []),
    ...time(t("cancelledAt"), purchase.cancelledAt),
    ...time(t("refundedAt"), purchase.refundedAt),
    ...(purchase.back
      ? [{ label: t("moneyBack"), value: <MoneyBack money={purchase.back} {...{ timeZone, settle }} /> }]
      : []),
    ...time(t("endedAt"), purchase.endedAt),
    ...(purchase.refundedBy ? [{ label: t("refundedBy"), value: t(`by.${purchase.refundedBy}`) }] : []),
    { label: t("autoRefund"), value: t(purchase.autoRefund ? "yes" : "no") },
    ...(purchase.giftId === null
      ? [{ label: t("redirect"), value: purchase.redirectUrl ?? t("noRedirect") }]
      : []),
    ...(purchase.paymentRef
      ? [
          {
            label: t("payment"),
            value: <CopyText text={purchase.paymentRef} className="font-mono text-xs" />,
          },
        ]
      : []),
  ];
}

const isEndable = (status: PurchaseDetail["status"]) => status === "paid" || status === "given";

type DeliveriesProps = Pick<PurchaseViewProps, "place" | "can" | "purchase" | "timeZone">;

function Deliveries({ place, can, purchase, timeZone }: DeliveriesProps) {
  const t = useTranslations("packs.purchase");
  const words = useTranslations("packs.words");
  const locale = useLocale();
  const { contents, deliveries, coming, cycles, nextCycle, waitsFor } = purchase;
  const made = nextCycle - 1;
  return (
    <Card title={t("deliveries")}>
      <div className="grid gap-3 text-sm">
        <p>
          {contents ? `${scheduleWords(contents.schedule, locale, words)} · ` : ""}
          {t("deliveredOf", { done: made, all: cycles })}
        </p>
        {waitsFor ? (
          <p className="text-warning">
            {t.rich("waits", {
              name: purchase.waitsForName ?? waitsFor,
              coupon: (name) =>
                can("coupon.read") ? (
                  <Link href={consolePath(place, "coupons", waitsFor)} className="font-[550] underline">
                    {name}
                  </Link>
                ) : (
                  <span className="font-[550]">{name}</span>
                ),
            })}
          </p>
        ) : null}
        {waitsFor && can("pack.write") && !place.store && isEndable(purchase.status) ? (
          <EndDeliveries where={place} purchaseId={purchase.id} missed={cycles - made} />
        ) : null}
        {deliveries.length > 0 ? (
          <ol className="grid gap-1 text-ink-2">
            {deliveries.map(({ cycle, at, voucherIds }) => (
              <li key={cycle} className="flex justify-between gap-3">
                <span>
                  {t("delivery", { number: cycle })} · {words("coupons", { count: voucherIds.length })}
                </span>
                <Time at={at} timeZone={timeZone} />
              </li>
            ))}
          </ol>
        ) : null}
        {coming.length > 0 ? (
          <>
            <p className="font-[550]">{t("coming")}</p>
            <DeliveryCalendar days={coming.map(({ date }) => date)} from={coming[0]?.cycle ?? 1} />
          </>
        ) : null}
      </div>
    </Card>
  );
}

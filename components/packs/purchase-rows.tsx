import { useLocale, useTranslations } from "next-intl";
import { MemberCell } from "@/components/packs/member-cell";
import { PurchaseBadge } from "@/components/packs/purchase-badge";
import type { Row } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/kernel/money";
import type { PurchaseListRow } from "@/lib/packs/queries/purchases";

type Shape = { path: string; timeZone: string };

/** Purchases of packs as rows of a table, wherever they are listed. */
export function usePurchaseRows(purchases: readonly PurchaseListRow[], { path, timeZone }: Shape): Row[] {
  const t = useTranslations("packs.purchase");
  const locale = useLocale();
  return purchases.map((purchase) => ({
    id: purchase.id,
    name: purchase.number,
    href: `${path}/${purchase.id}`,
    cells: {
      number: <span className="font-mono">{purchase.number}</span>,
      status: <PurchaseBadge status={purchase.status} asked={purchase.isAsked} />,
      pack: <span className="wrap-anywhere">{purchase.packName}</span>,
      member: <MemberCell member={purchase.member} phone={purchase.member.phone} />,
      channel: t(`channel.${purchase.channel}`),
      price: (
        <span className="tabular whitespace-nowrap">
          {purchase.giftId === null ? formatMoney(purchase.priceMinor, purchase.currency, locale) : "–"}
        </span>
      ),
      placed: <Time at={purchase.placedAt} timeZone={timeZone} />,
      delivered: (
        <span className="grid md:justify-items-end">
          <span className="tabular">
            {t("deliveredOf", { done: purchase.nextCycle - 1, all: purchase.cycles })}
          </span>
          {purchase.waitsForName ? (
            <span className="text-xs text-warning">{t("waitsFor", { coupon: purchase.waitsForName })}</span>
          ) : null}
        </span>
      ),
      paid: purchase.paidAt ? <Time at={purchase.paidAt} timeZone={timeZone} /> : "–",
    },
  }));
}

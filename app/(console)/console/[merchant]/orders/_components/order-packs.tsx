import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import { Money } from "@/components/orders/order-table";
import { PurchaseBadge } from "@/components/packs/purchase-badge";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { MoneyBack } from "@/lib/orders/queries/money-back";
import type { purchasesOfOrder } from "@/lib/packs/queries/about-purchases";
import { BackState } from "./money-back";

export type OrderPack = Awaited<ReturnType<typeof purchasesOfOrder>>[number];

type OrderPacksProps = {
  place: ActionPlace;
  packs: readonly OrderPack[];
  back: readonly MoneyBack[];
  timeZone: string;
  settle: ActionPlace | null;
  isLinked: boolean;
};

/** The packs that were bought with an order: paid with it in one sum, refunded where they stand, by their own rules. */
export function OrderPacks({ place, packs, back, timeZone, settle, isLinked }: OrderPacksProps) {
  const t = useTranslations("orders.packs");
  if (packs.length === 0) return null;
  return (
    <Card title={t("title")}>
      <ul className="divide-y divide-border">
        {packs.map(({ id, packName, number, status, priceMinor, currency, refundId }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
            <span className="grid min-w-0">
              {isLinked ? (
                <Link
                  href={consolePath(place, "pack-orders", id)}
                  className="font-[550] text-brand wrap-anywhere hover:underline"
                >
                  {packName}
                </Link>
              ) : (
                <span className="font-[550] wrap-anywhere">{packName}</span>
              )}
              <span className="font-mono text-xs text-ink-2">{number}</span>
              {back
                .filter((one) => one.refundId !== null && one.refundId === refundId)
                .map((one) => (
                  <span key={one.id} className="text-xs text-ink-2">
                    <BackState back={one} {...{ timeZone, settle }} />
                  </span>
                ))}
            </span>
            <span className="flex items-center gap-3">
              <PurchaseBadge status={status} />
              <Money minor={priceMinor} currency={currency} />
            </span>
          </li>
        ))}
      </ul>
      <p className="text-sm text-ink-2">{t("text")}</p>
    </Card>
  );
}

import { useLocale, useTranslations } from "next-intl";
import { PlainLink } from "@/components/ui/plain";
import { textIn } from "@/lib/kernel/language";
import { formatMoney } from "@/lib/kernel/money";
import type { MoneyBack } from "@/lib/orders/queries/money-back";
import type { purchasesOfOrder } from "@/lib/packs/queries/about-purchases";
import { whenWords } from "@/lib/platform/when-words";

export type OrderPack = Awaited<ReturnType<typeof purchasesOfOrder>>[number];

/** What the packs that are still to be paid with an order cost. */
export const unpaidPacks = (packs: readonly OrderPack[]) =>
  packs.reduce((sum, { status, priceMinor }) => sum + (status === "placed" ? priceMinor : 0), 0);

type OrderPacksProps = {
  packs: readonly OrderPack[];
  back: readonly MoneyBack[];
  now: Date;
  slug: string;
};

/** The packs that were bought with an order: paid with it, refunded by their own rules. */
export function OrderPacks({ packs, back, now, slug }: OrderPacksProps) {
  const t = useTranslations("pack-shop.checkout");
  const order = useTranslations("shop.order");
  const status = useTranslations("pack-shop.mine.status");
  const locale = useLocale();
  if (packs.length === 0) return null;
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-semibold">{t("sum")}</h2>
      <ul className="divide-y divide-border border-y border-border">
        {packs.map((pack) => (
          <li key={pack.id} className="flex items-baseline justify-between gap-4 py-3">
            <span className="grid">
              <PlainLink href={`/m/${slug}/packs/mine/${pack.id}`} className="w-fit font-semibold">
                {textIn(pack.packName, pack.packTranslations, "name", locale)}
              </PlainLink>
              <span className="text-sm text-ink-2">{status(pack.status)}</span>
              {back
                .filter(({ refundId }) => refundId !== null && refundId === pack.refundId)
                .map(({ id, backAt }) => (
                  <span key={id} className="text-sm text-ink-2">
                    {backAt
                      ? order("wentBack", { when: whenWords(backAt, now, pack.timeZone, locale) })
                      : order("onItsWayBack")}
                  </span>
                ))}
            </span>
            <span className="shrink-0 tabular-nums">
              {formatMoney(pack.priceMinor, pack.currency, locale)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

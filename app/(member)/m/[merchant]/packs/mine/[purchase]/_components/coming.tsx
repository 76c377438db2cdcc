import { useLocale, useTranslations } from "next-intl";
import { couponsIn } from "@/components/packs/pack-words";
import { PlainBanner } from "@/components/ui/plain";
import type { PurchaseDetail } from "@/lib/packs/queries/purchases";

/** The deliveries that are still to come, each with its day and how many coupons it brings; or why none comes any more. */
export function Coming({ purchase }: { purchase: PurchaseDetail }) {
  const t = useTranslations("pack-shop.purchase");
  const words = useTranslations("packs.words");
  const locale = useLocale();
  const { coming, contents, cycles, nextCycle, timeZone, quantity, waitsFor } = purchase;
  if (purchase.endReason !== null) {
    return (
      <PlainBanner tone="warning" title={t("ended")}>
        {purchase.endReason}
      </PlainBanner>
    );
  }
  if (coming.length === 0 || !contents) return null;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone });
  const each = couponsIn(contents.items) * quantity;
  const left = cycles - nextCycle + 1;
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-semibold">{t("coming")}</h2>
      {waitsFor ? <p className="text-sm text-warning">{t("waits")}</p> : null}
      <ol className="divide-y divide-border border-y border-border">
        {coming.map(({ cycle, at }) => (
          <li key={cycle} className="flex items-baseline justify-between gap-4 py-2.5">
            <span className="font-semibold">{day.format(at)}</span>
            <span className="shrink-0 text-sm text-ink-2">{words("coupons", { count: each })}</span>
          </li>
        ))}
      </ol>
      {left > coming.length ? (
        <p className="text-sm text-ink-2">{t("andMore", { count: left - coming.length })}</p>
      ) : null}
    </section>
  );
}

import { useLocale, useTranslations } from "next-intl";
import type { PackPageProps } from "@/components/packs/page-facts";
import { clockWords } from "@/lib/platform/when-words";

/** What holds for buying it: until when, how many, where, and what happens with what is not used. */
export function PackRules({ pack, now, timeZone }: PackPageProps) {
  const t = useTranslations("pack-page.rules");
  const locale = useLocale();
  const time = (at: Date) => clockWords(at, now, timeZone, locale);
  const { salesFrom, salesUntil, purchaseLimit, purchaseLimitPerDay, stores, channels, bought } = pack;
  const list = new Intl.ListFormat(locale);
  const rows: [string, string][] = [];
  if (salesFrom && salesFrom > now) rows.push([t("from"), time(salesFrom)]);
  if (salesUntil) rows.push([t("until"), time(salesUntil)]);
  if (purchaseLimit !== null) {
    const own = bought > 0 ? t("bought", { count: bought }) : "";
    rows.push([t("limit"), [t("limitOf", { count: purchaseLimit }), own].filter(Boolean).join(" · ")]);
  }
  if (purchaseLimitPerDay !== null) rows.push([t("perDay"), t("limitOf", { count: purchaseLimitPerDay })]);
  if (channels.includes("order")) {
    const where = list.format(stores.map(({ name }) => name));
    rows.push([t("channels"), stores.length > 0 ? t("withOrderOf", { stores: where }) : t("withOrder")]);
  }
  rows.push([t("refund"), t(pack.autoRefund ? "autoRefund" : "noAutoRefund")]);
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-semibold">{t("title")}</h2>
      <dl className="grid gap-2 text-sm">
        {rows.map(([label, value]) => (
          <div key={label} className="grid grid-cols-[7rem_minmax(0,1fr)] gap-3">
            <dt className="text-ink-2">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

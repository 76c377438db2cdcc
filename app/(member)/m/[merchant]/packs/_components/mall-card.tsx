import { useLocale, useTranslations } from "next-intl";
import { ticketWords } from "@/components/coupons/ticket-words";
import { keyedItems } from "@/components/packs/keyed-items";
import { PackFace } from "@/components/packs/pack-face";
import { packFacts, packImage } from "@/components/packs/pack-facts";
import { PackPrice } from "@/components/packs/pack-price";
import { Link } from "@/components/ui/link";
import { textIn } from "@/lib/kernel/language";
import type { listMall } from "@/lib/packs/queries/mall";
import { clockWords } from "@/lib/platform/when-words";

export type MallRow = Awaited<ReturnType<typeof listMall>>["rows"][number];

type MallCardProps = {
  pack: MallRow;
  base: string;
  timeZone: string;
  now: Date;
  headingLevel?: 2 | 3;
};

/** What a buyer should know before they open it: until when, how many of them, and whether it comes back unused. */
function MallRules({ pack, timeZone }: Pick<MallCardProps, "pack" | "timeZone">) {
  const t = useTranslations("pack-shop.mall");
  const locale = useLocale();
  const { salesUntil, purchaseLimit: limit, purchaseLimitPerDay: perDay, autoRefund } = pack;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  // Its last day, whatever instant ends it.
  const last = salesUntil && day.format(salesUntil.getTime() - 1);
  const rules = [
    last && pack.status !== "sold_out" ? t("until", { at: last }) : null,
    limit === null ? null : t("limit", { count: limit }),
    limit === null && perDay !== null ? t("perDay", { count: perDay }) : null,
    autoRefund ? t("autoRefund") : null,
  ].filter((rule) => rule !== null);
  return rules.length > 0 ? <p className="text-xs text-ink-2">{rules.join(" · ")}</p> : null;
}

/** A pack of the mall: what is in it, what it costs and saves, and whether it can be had now. */
export function MallCard({ pack, base, timeZone, now, headingLevel = 2 }: MallCardProps) {
  const Heading = `h${headingLevel}` as const;
  const t = useTranslations("pack-shop.mall");
  const words = useTranslations("packs.words");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const { contents, status, salesFrom, left } = pack;
  const chips = keyedItems(contents.firstItems ?? contents.items).map(({ key, item }) => ({
    key,
    words: ticketWords(packFacts(item, timeZone, now), locale, ticket),
    quantity: item.quantity,
  }));
  const isFew = status === "active" && left !== null && left > 0 && left <= 10;
  return (
    <li className="relative grid content-start gap-1.5 rounded-xl border border-border bg-surface p-2.5 shadow-e1">
      <PackFace chips={chips} image={packImage(pack)} muted={status === "sold_out"} />
      <Heading className="text-sm font-semibold">
        <Link
          href={`${base}/${pack.id}`}
          className="inline-flex min-h-6 items-center text-ink no-underline after:absolute after:inset-0"
        >
          {textIn(pack.name, pack.translations, "name", locale)}
        </Link>
      </Heading>
      <p className="text-xs text-ink-2">
        {words("coupons", { count: contents.allCoupons })}
        {contents.cycles > 1 ? ` · ${words("times", { count: contents.cycles })}` : ""}
      </p>
      {pack.priceMinor === null ? null : (
        <PackPrice priceMinor={pack.priceMinor} worth={contents.worth} currency={pack.currency} />
      )}
      {status === "sold_out" ? <p className="text-xs font-semibold text-ink-2">{t("soldOut")}</p> : null}
      {status === "scheduled" && salesFrom ? (
        <p className="text-xs font-semibold text-info">
          {t("opens", { at: clockWords(salesFrom, now, timeZone, locale) })}
        </p>
      ) : null}
      <MallRules pack={pack} timeZone={timeZone} />
      {isFew ? <p className="text-xs font-semibold text-warning">{t("few", { count: left })}</p> : null}
      {pack.sold > 0 && status === "active" && !isFew ? (
        <p className="text-xs text-ink-2">{t("sold", { count: pack.sold })}</p>
      ) : null}
    </li>
  );
}

import { useLocale, useTranslations } from "next-intl";
import { ticketWords } from "@/components/coupons/ticket-words";
import { keyedItems } from "@/components/packs/keyed-items";
import { PackFace } from "@/components/packs/pack-face";
import { packFacts, packImage } from "@/components/packs/pack-facts";
import { PackPrice } from "@/components/packs/pack-price";
import { scheduleWords } from "@/components/packs/pack-words";
import type { PackPageProps } from "@/components/packs/page-facts";

/** What the pack is, at the first look: its face, its name, what it costs and what it saves. */
export function PackHead({ pack, now, timeZone }: PackPageProps) {
  const t = useTranslations("pack-page.pack");
  const words = useTranslations("packs.words");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const { contents, priceMinor, description, left, status, sold } = pack;
  const chips = keyedItems(contents.firstItems ?? contents.items).map(({ key, item }) => ({
    key,
    words: ticketWords(packFacts(item, timeZone, now), locale, ticket),
    quantity: item.quantity,
  }));
  return (
    <section className="grid gap-3">
      <PackFace
        chips={chips}
        image={packImage(pack)}
        muted={["sold_out", "ended", "archived"].includes(status)}
        wide
      />
      <h1 className="text-2xl font-bold">{pack.name}</h1>
      {priceMinor === null ? null : (
        <PackPrice priceMinor={priceMinor} worth={contents.worth} currency={pack.currency} large />
      )}
      <p className="text-sm text-ink-2">
        {words("coupons", { count: contents.allCoupons })} · {scheduleWords(contents.schedule, locale, words)}
        {sold > 0 ? ` · ${t("sold", { count: sold })}` : ""}
        {status === "active" && left !== null ? ` · ${t("left", { count: left })}` : ""}
      </p>
      {description ? <p className="whitespace-pre-line">{description}</p> : null}
    </section>
  );
}

import { useLocale, useTranslations } from "next-intl";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { ticketWords } from "@/components/coupons/ticket-words";
import { keyedItems } from "@/components/packs/keyed-items";
import { type PackItemFacts, packFacts } from "@/components/packs/pack-facts";
import { itemWords } from "@/components/packs/pack-words";
import type { PackPageProps } from "@/components/packs/page-facts";
import { previewDeliveries } from "@/lib/packs/rules/schedule";

/** What the pack brings, delivery by delivery: its coupons as tickets, and the days of those to come. */
export function PackContentsView({ pack, now, timeZone }: PackPageProps) {
  const t = useTranslations("pack-page.pack");
  const locale = useLocale();
  const { items, firstItems, schedule } = pack.contents;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  const isRecurring = schedule.type === "recurring";
  const coming = isRecurring ? previewDeliveries(schedule, now, timeZone) : [];
  return (
    <section className="grid gap-3">
      <h2 className="text-lg font-semibold">{t("inside")}</h2>
      {firstItems ? (
        <>
          <h3 className="text-sm font-semibold text-ink-2">{t("first")}</h3>
          <Tickets {...{ items: firstItems, now, timeZone }} />
          <h3 className="text-sm font-semibold text-ink-2">{t("later")}</h3>
        </>
      ) : isRecurring ? (
        <h3 className="text-sm font-semibold text-ink-2">{t("each")}</h3>
      ) : null}
      <Tickets {...{ items, now, timeZone }} />
      {isRecurring ? (
        <details>
          <summary className="cursor-pointer py-3 text-sm font-semibold">
            {t("when", { count: schedule.cycles })}
          </summary>
          <ol className="grid gap-1 pt-1 text-sm text-ink-2">
            {coming.map(({ cycle, at }) => (
              <li key={cycle} className="flex justify-between gap-4">
                <span>{t("delivery", { number: cycle })}</span>
                <span>{cycle === 1 ? t("atOnce") : day.format(at)}</span>
              </li>
            ))}
          </ol>
          <p className="pt-1 text-xs text-ink-2">{t("ifToday")}</p>
        </details>
      ) : null}
    </section>
  );
}

type TicketsProps = { items: readonly PackItemFacts[]; now: Date; timeZone: string };

function Tickets({ items, now, timeZone }: TicketsProps) {
  const words = useTranslations("packs.words");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  return (
    <ul className="grid gap-3">
      {keyedItems(items).map(({ key, item }) => (
        <li key={key}>
          <CouponTicket
            {...ticketWords(packFacts(item, timeZone, now), locale, ticket)}
            validity={itemWords(item, words)}
            tone="normal"
            tag={`×${item.quantity}`}
            headingLevel={3}
          />
        </li>
      ))}
    </ul>
  );
}

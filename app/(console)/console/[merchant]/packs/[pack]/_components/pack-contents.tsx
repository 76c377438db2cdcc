import { useLocale, useNow, useTranslations } from "next-intl";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { ticketWords } from "@/components/coupons/ticket-words";
import { DeliveryCalendar } from "@/components/packs/delivery-calendar";
import { keyedItems } from "@/components/packs/keyed-items";
import { packFacts } from "@/components/packs/pack-facts";
import { itemWords, scheduleWords } from "@/components/packs/pack-words";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { formatMoney } from "@/lib/kernel/money";
import type { PackItemRow } from "@/lib/packs/queries/contents";
import { previewDeliveries } from "@/lib/packs/rules/schedule";
import type { LoadedPack } from "./load-pack";

/** What a pack that is sold or given now holds, and when it comes. */
export function PackContentsCards({ loaded }: { loaded: LoadedPack }) {
  const t = useTranslations("packs.contents");
  const form = useTranslations("packs.form.contents");
  const words = useTranslations("packs.words");
  const locale = useLocale();
  const now = useNow();
  const { pack, merchant } = loaded;
  const { schedule, items, firstItems, allCoupons, worth, version } = pack.contents;
  const amount = formatMoney(worth.worthMinor, pack.currency, locale, { trim: true });
  const isRecurring = schedule.type === "recurring";
  const days = previewDeliveries(schedule, now, merchant.timeZone).map(({ date }) => date);
  return (
    <>
      <Card title={t("when")}>
        <p className="text-sm text-ink">
          {scheduleWords(schedule, locale, words)} · {words("coupons", { count: allCoupons })}
          {worth.worthMinor > 0 ? ` · ${words(worth.isLeast ? "worthLeast" : "worth", { amount })}` : ""}
        </p>
        <p className="mt-1 text-xs text-ink-2">{t("version", { version })}</p>
        {isRecurring ? (
          <div className="mt-4 grid gap-3">
            <p className="text-sm text-ink-2">{t("calendar")}</p>
            <DeliveryCalendar days={days} />
          </div>
        ) : null}
      </Card>
      {firstItems ? <ItemList title={form("first")} items={firstItems} loaded={loaded} /> : null}
      <ItemList
        title={form(firstItems ? "later" : isRecurring ? "each" : "once")}
        items={items}
        loaded={loaded}
      />
    </>
  );
}

type ItemListProps = { title: string; items: readonly PackItemRow[]; loaded: LoadedPack };

function ItemList({ title, items, loaded: { basePath, merchant } }: ItemListProps) {
  const t = useTranslations("packs.contents");
  const words = useTranslations("packs.words");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const now = useNow();
  const couponsAt = basePath.replace(/packs$/, "coupons");
  return (
    <Card title={title} padded={false}>
      <ul className="divide-y divide-border border-t border-border">
        {keyedItems(items).map(({ key, item }) => (
          <li key={key} className="grid grid-cols-[88px_minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3">
            <span className="*:max-w-full *:truncate">
              <CouponTicket
                size="XS"
                {...ticketWords(packFacts(item, merchant.timeZone, now), locale, ticket)}
              />
            </span>
            <span className="grid min-w-0">
              <Link
                href={`${couponsAt}/${item.couponId}`}
                className="text-sm font-[550] wrap-anywhere hover:underline"
              >
                {item.couponName}
              </Link>
              <span className="text-xs text-ink-2">
                {item.couponNumber ?? t("noNumber")} · {itemWords(item, words)}
              </span>
            </span>
            <span className="tabular text-md font-semibold">×{item.quantity}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

import { useLocale, useNow, useTranslations } from "next-intl";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { ticketWords } from "@/components/coupons/ticket-words";
import { PackActions } from "@/components/packs/pack-actions";
import { packFacts, packImage } from "@/components/packs/pack-facts";
import { isPromotable, scheduleWords } from "@/components/packs/pack-words";
import type { Row } from "@/components/ui/data-table";
import { Picture } from "@/components/ui/picture";
import { StatusBadge } from "@/components/ui/status-badge";
import { StockBar } from "@/components/ui/stock-bar";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/kernel/money";
import type { PackListRow } from "@/lib/packs/queries/packs";
import { priceBands } from "@/lib/packs/rules/bands";
import type { PackListProps } from "./pack-index";

/** The rows of the pack list; what may be changed from the row is in its menu. */
export function usePackRows({ page, list, where, may, timeZone }: PackListProps): Row[] {
  const t = useTranslations("packs");
  const locale = useLocale();
  const money = (minor: number, currency: string) => formatMoney(minor, currency, locale, { trim: true });
  const number = new Intl.NumberFormat(locale);
  return page.rows.map((pack) => {
    const { stock } = pack;
    const issued = stock.sold + stock.given;
    const taken = issued + stock.reserved;
    return {
      id: pack.id,
      name: pack.name,
      href: `${list.basePath}/${pack.id}`,
      cells: {
        name: <NameCell pack={pack} timeZone={timeZone} />,
        status: <StatusBadge status={pack.status} />,
        type: t(`types.${pack.type}.name`),
        contents: <ContentsCell pack={pack} />,
        price: (
          <span className="tabular whitespace-nowrap">
            {pack.priceMinor === null ? "–" : money(pack.priceMinor, pack.currency)}
          </span>
        ),
        sold: (
          <span className="tabular whitespace-nowrap">
            {t("list.soldOf", { sold: number.format(stock.sold), issued: number.format(issued) })}
          </span>
        ),
        stock: <StockBar used={taken} total={stock.quantity} />,
        period: <PeriodCell pack={pack} timeZone={timeZone} />,
        channels: pack.channels.map((one) => t(`form.sale.channel.${one}`)).join(" · ") || "–",
        stores:
          pack.type === "campaign"
            ? "–"
            : pack.stores === null
              ? t("list.allStores")
              : t("list.storeCount", { count: pack.stores }),
        created: <Time at={pack.createdAt} timeZone={timeZone} mode="date" />,
      },
      actions: (
        <PackActions
          pack={{ id: pack.id, name: pack.name, type: pack.type, status: pack.status }}
          where={where}
          basePath={list.basePath}
          may={may}
          mayGive={may.give}
          isPromoted={may.promote && isPromotable(pack)}
        />
      ),
    };
  });
}

type CellProps = { pack: PackListRow; timeZone: string };

function NameCell({ pack, timeZone }: CellProps) {
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const now = useNow();
  const found = packImage(pack);
  // Its name stands beside it.
  const image = found && { ...found, alt: "" };
  const first = (pack.contents?.firstItems ?? pack.contents?.items ?? [])[0];
  return (
    <span className="flex items-center gap-3">
      {image ? (
        <Picture image={image} shape="square" sizes="76px" className="h-9 w-19 shrink-0 rounded-md" />
      ) : (
        <span className="grid h-9 w-19 shrink-0 place-items-center rounded-md bg-brand-soft px-1 *:max-w-full *:truncate">
          {first ? (
            <CouponTicket size="XS" {...ticketWords(packFacts(first, timeZone, now), locale, ticket)} />
          ) : null}
        </span>
      )}
      <span className="grid min-w-0 sm:min-w-48">
        <span className="font-[550] wrap-anywhere">{pack.name}</span>
        <span className="truncate font-mono text-xs font-normal text-ink-2">{pack.id}</span>
      </span>
    </span>
  );
}

function ContentsCell({ pack: { contents, currency } }: { pack: PackListRow }) {
  const t = useTranslations("packs");
  const words = useTranslations("packs.words");
  const locale = useLocale();
  if (!contents) return "–";
  const { worth, schedule, allCoupons } = contents;
  const amount = formatMoney(worth.worthMinor, currency, locale, { trim: true });
  return (
    <span className="grid min-w-0 sm:min-w-36">
      <span>{words("coupons", { count: allCoupons })}</span>
      <span className="text-xs text-ink-2">
        {worth.worthMinor > 0 ? words(worth.isLeast ? "worthLeast" : "worth", { amount }) : t("list.noWorth")}
      </span>
      {schedule.type === "recurring" ? (
        <span className="text-xs text-ink-2">{scheduleWords(schedule, locale, words)}</span>
      ) : null}
    </span>
  );
}

function PeriodCell({ pack, timeZone }: CellProps) {
  const t = useTranslations("packs.list");
  const { type, salesFrom, salesUntil } = pack;
  if (type === "campaign") return "–";
  if (!salesFrom && !salesUntil) return t("always");
  return (
    <span className="grid text-xs text-ink-2">
      {salesFrom ? (
        <span>
          {t("from")} <Time at={salesFrom} timeZone={timeZone} />
        </span>
      ) : null}
      {salesUntil ? (
        <span>
          {t("until")} <Time at={salesUntil} timeZone={timeZone} />
        </span>
      ) : null}
    </span>
  );
}

/** The price bands in words, for the filter. */
export function useBandWords(currency: string) {
  const t = useTranslations("packs.list");
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, currency, locale, { trim: true });
  return priceBands(currency).map(({ key, from, until }) => ({
    value: key,
    label:
      until === null
        ? t("bandFrom", { from: money(from) })
        : t("band", { from: money(from), until: money(until) }),
  }));
}

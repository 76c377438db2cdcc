import { useFormatter, useLocale, useNow, useTranslations } from "next-intl";
import { BudgetBar } from "@/components/coupons/budget-bar";
import { CouponActions } from "@/components/coupons/coupon-actions";
import { CouponTags } from "@/components/coupons/coupon-tags";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { ticketFacts, validityWords } from "@/components/coupons/coupon-words";
import { QuantityEdit } from "@/components/coupons/quantity-edit";
import { benefitWords, ticketWords } from "@/components/coupons/ticket-words";
import { ValidityEdit } from "@/components/coupons/validity-edit";
import type { Row } from "@/components/ui/data-table";
import { StatusBadge } from "@/components/ui/status-badge";
import { StockBar } from "@/components/ui/stock-bar";
import { Time } from "@/components/ui/time";
import type { CouponRow } from "@/lib/coupons/queries/coupons";
import { withinStores } from "@/lib/coupons/rules/edit";
import type { CouponIndexProps } from "./coupon-index";

/** The rows of the coupon list; what may be changed from the row is a control, the rest is words. */
export function useCouponRows(props: CouponIndexProps): Row[] {
  const { page, stores, basePath, where, timeZone, reach, may } = props;
  const t = useTranslations("coupons");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const now = useNow();
  const format = useFormatter();
  const storeNames = new Map(stores.map(({ id, name }) => [id, name]));
  return page.rows.map((coupon) => {
    const mine = withinStores(reach, coupon.terms.conditions.storeIds);
    const facts = ticketFacts(coupon, timeZone, now);
    const words = ticketWords(facts, locale, ticket);
    return {
      id: coupon.id,
      name: coupon.name,
      href: `${basePath}/${coupon.id}`,
      cells: {
        name: (
          <span className="flex items-center gap-3">
            <span className="w-19 shrink-0 *:max-w-full *:truncate">
              <CouponTicket size="XS" {...words} />
            </span>
            <span className="grid min-w-0 sm:min-w-48">
              <span className="font-[550] wrap-anywhere">{coupon.name}</span>
              <span className="tabular text-xs font-normal text-ink-2">
                {t("list.numberAndType", {
                  number: coupon.number ?? t("list.noNumber"),
                  type: t(`types.${coupon.type}.name`),
                })}
              </span>
              {coupon.tags.length > 0 ? <CouponTags tags={coupon.tags} /> : null}
            </span>
          </span>
        ),
        type: t(`types.${coupon.type}.name`),
        method: format.list(coupon.methods.map((method) => t(`methods.${method}`))),
        stores: <StoresCell ids={coupon.terms.conditions.storeIds} names={storeNames} />,
        creator: coupon.createdBy ?? "–",
        updated: <Time at={coupon.updatedAt} timeZone={timeZone} />,
        tags: coupon.tags.length > 0 ? <CouponTags tags={coupon.tags} /> : "–",
        status: <StatusBadge status={coupon.status} />,
        benefit: (
          <span className="grid min-w-0 max-w-56 sm:min-w-36">
            <span>{benefitWords(facts, locale, ticket)}</span>
            <span className="text-xs text-ink-2">{words.scope}</span>
          </span>
        ),
        issued: <IssuedCell coupon={coupon} where={where} editable={mine && may.stock} />,
        used: <UsedCell coupon={coupon} />,
        budget: <BudgetCell coupon={coupon} />,
        end: <ValidityCell coupon={coupon} where={where} timeZone={timeZone} editable={mine && may.write} />,
        created: <Time at={coupon.createdAt} timeZone={timeZone} mode="date" />,
      },
      actions: (
        <CouponActions
          coupon={{
            id: coupon.id,
            name: coupon.name,
            type: coupon.type,
            status: coupon.status,
            issued: coupon.issued,
          }}
          where={where}
          basePath={basePath}
          may={{ write: mine && may.write, publish: mine && may.publish, explain: may.explain }}
        />
      ),
    };
  });
}

/** Its stores by name, two at most and how many more; ids null or "all" = everywhere. */
function StoresCell({
  ids,
  names,
}: {
  ids: CouponRow["terms"]["conditions"]["storeIds"];
  names: Map<string, string>;
}) {
  const t = useTranslations("coupons.list");
  const format = useFormatter();
  if (ids === "all") return t("allStores");
  const named = ids.flatMap((id) => names.get(id) ?? []);
  const shown = named.slice(0, 2);
  const more = ids.length - shown.length;
  return format.list([...shown, ...(more > 0 ? [t("moreStores", { count: more })] : [])]);
}

type CellProps = { coupon: CouponRow; where: CouponIndexProps["where"]; editable: boolean };

function IssuedCell({ coupon, where, editable }: CellProps) {
  const { id, name, revision, quantity, issued } = coupon;
  const bar = <StockBar used={issued} total={quantity} />;
  if (!editable || coupon.status === "archived" || coupon.type === "cash") return bar;
  return <QuantityEdit coupon={{ id, name, revision, quantity, issued }} where={where} value={bar} />;
}

export function ValidityCell({ coupon, where, editable, timeZone }: CellProps & { timeZone: string }) {
  const t = useTranslations("coupons");
  const locale = useLocale();
  const { validity } = coupon.terms;
  const words = (
    <span className="inline-block max-w-48 sm:min-w-28">{validityWords(validity, timeZone, locale, t)}</span>
  );
  if (!editable || coupon.status === "archived") return words;
  const { id, name, revision, issued } = coupon;
  return (
    <ValidityEdit
      coupon={{ id, name, revision, issued, validity }}
      where={where}
      timeZone={timeZone}
      value={words}
    />
  );
}

function BudgetCell({ coupon: { budgetMinor, spent, currency } }: { coupon: CouponRow }) {
  const t = useTranslations("coupons.read");
  if (budgetMinor === null) return t("none");
  return <BudgetBar {...{ budgetMinor, ...spent, currency }} />;
}

function UsedCell({ coupon: { used, issued } }: { coupon: CouponRow }) {
  const t = useTranslations("coupons");
  const locale = useLocale();
  const count = new Intl.NumberFormat(locale).format(used);
  if (issued === 0) return <span className="tabular">{count}</span>;
  const rate = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(
    used / issued,
  );
  return <span className="tabular whitespace-nowrap">{t("list.usedRate", { used: count, rate })}</span>;
}

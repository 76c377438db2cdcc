import { useFormatter, useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/orders/order-table";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { formatMoney } from "@/lib/kernel/money";
import type { OrderDetail } from "@/lib/orders/queries/orders";
import { sumsWithPacks } from "@/lib/orders/rules/with-packs";
import type { OrderPack } from "./order-packs";

type Line = OrderDetail["lines"][number];
type OrderLinesProps = { order: OrderDetail; packs: readonly OrderPack[] };

/** The price line by line: what it was, what each coupon took off it, what was paid. */
export function OrderLines({ order, packs }: OrderLinesProps) {
  const t = useTranslations("orders.lines");
  const { currency, lines } = order;
  return (
    <Card title={t("title")} padded={false}>
      <DataTable
        bare
        label={t("title")}
        columns={[
          { key: "product", label: t("product"), card: "title" },
          { key: "quantity", label: t("quantity"), align: "end", card: "metric" },
          { key: "original", label: t("original"), align: "end", card: "metric" },
          { key: "off", label: t("off"), align: "end", card: "metric" },
          { key: "paid", label: t("net"), align: "end", card: "metric" },
        ]}
        rows={lines.map((line) => ({
          id: line.lineId,
          cells: {
            product: <Product line={line} currency={currency} />,
            quantity: <Quantity count={line.quantity} />,
            original: <Money minor={line.unitPriceMinor * line.quantity} currency={currency} />,
            off: <Off order={order} line={line} />,
            paid: <Money minor={netOf(line)} currency={currency} />,
          },
        }))}
        footer={<Totals {...{ order, packs }} />}
      />
    </Card>
  );
}

const netOf = (line: Line) => line.unitNetMinor.reduce((sum, unit) => sum + unit, 0);

function Quantity({ count }: { count: number }) {
  return <span className="tabular">{useFormatter().number(count)}</span>;
}

function Product({ line, currency }: { line: Line; currency: string }) {
  const t = useTranslations("orders.lines");
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const isUneven = new Set(line.unitNetMinor).size > 1;
  const units = isUneven ? line.unitNetMinor.slice(0, MOST_UNITS).map(money) : [];
  const more = isUneven ? line.unitNetMinor.length - units.length : 0;
  const notes = [
    t("each", { price: money(line.unitPriceMinor) }),
    line.onOffer ? t("onOffer") : "",
    isUneven ? t("units", { units: units.join(" · "), more }) : "",
    line.refundedQuantity > 0 ? t("refunded", { count: line.refundedQuantity }) : "",
  ].filter(Boolean);
  return (
    <span className="grid min-w-0">
      <span className="wrap-anywhere">{line.name}</span>
      {notes.map((note) => (
        <span key={note} className="text-xs font-normal wrap-anywhere text-ink-2">
          {note}
        </span>
      ))}
    </span>
  );
}

/** So many prices of single units are told. */
const MOST_UNITS = 12;

function Off({ order, line }: { order: OrderDetail; line: Line }) {
  const { vouchers, currency } = order;
  const parts = vouchers.flatMap(({ voucherId, couponName, lines }) =>
    lines
      .filter(({ lineId }) => lineId === line.lineId)
      .map(({ discountMinor }) => ({ voucherId, couponName, discountMinor })),
  );
  if (parts.length === 0) return "–";
  return (
    <span className="grid gap-1">
      {parts.map(({ voucherId, couponName, discountMinor }) => (
        <span key={voucherId} className="grid">
          <Money minor={-discountMinor} currency={currency} />
          <span className="text-xs wrap-anywhere text-ink-2">{couponName}</span>
        </span>
      ))}
    </span>
  );
}

/** With packs the sum that was paid is of all of them; what stands above it is the items' alone. */
function Totals({ order, packs }: OrderLinesProps) {
  const t = useTranslations("orders.lines");
  const sums = sumsWithPacks(order, packs);
  const { currency, discountMinor, deliveryMinor, deliveryDiscountMinor } = order;
  const rows = [
    { label: t("subtotal"), minor: order.subtotalMinor },
    ...(discountMinor ? [{ label: t("discount"), minor: -discountMinor }] : []),
    ...(deliveryMinor ? [{ label: t("delivery"), minor: deliveryMinor }] : []),
    ...(deliveryDiscountMinor ? [{ label: t("deliveryDiscount"), minor: -deliveryDiscountMinor }] : []),
    { label: t("total"), minor: order.totalMinor, isTotal: true },
    ...(order.paidAt ? [{ label: t("paid"), minor: order.paidMinor }] : []),
    ...(order.refundedMinor ? [{ label: t("givenBack"), minor: -order.refundedMinor }] : []),
    ...(sums ? [{ label: t("packs"), minor: sums.packsMinor }] : []),
    ...(sums ? [{ label: t("together"), minor: sums.togetherMinor, isTotal: true }] : []),
  ];
  return (
    <dl className="ml-auto grid w-full max-w-xs gap-1 py-1 text-sm">
      {rows.map(({ label, minor, ...row }) => (
        <div key={label} className="flex justify-between gap-4">
          <dt className={"isTotal" in row ? "font-semibold" : "text-ink-2"}>{label}</dt>
          <dd className={"isTotal" in row ? "font-semibold" : undefined}>
            <Money minor={minor} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

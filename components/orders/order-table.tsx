import { useFormatter, useLocale, useTranslations } from "next-intl";
import { OrderStatusBadge } from "@/components/orders/order-status";
import type { Row } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/kernel/money";
import type { OrderRow } from "@/lib/orders/queries/orders";

type Shape = { ordersPath: string; timeZone: string };

/** Orders as rows of a table, wherever they are listed. */
export function useOrderRows(orders: readonly OrderRow[], { ordersPath, timeZone }: Shape): Row[] {
  const t = useTranslations("orders");
  return orders.map((row) => ({
    id: row.id,
    name: row.number,
    href: `${ordersPath}/${row.id}`,
    cells: {
      number: <span className="font-mono">{row.number}</span>,
      status: <OrderStatusBadge status={row.status} />,
      placed: <Time at={row.placedAt} timeZone={timeZone} />,
      store: row.storeName,
      member: <MemberCell member={row.member} />,
      items: <Count count={row.items} />,
      discount: <Discount row={row} />,
      total: <Money minor={row.totalMinor} currency={row.currency} />,
      channel: t(`channels.${row.channel}`),
      handover: t(`handovers.${row.isDelivered ? "deliver" : "collect"}`),
    },
  }));
}

export function Money({ minor, currency }: { minor: number; currency: string }) {
  return <span className="tabular whitespace-nowrap">{formatMoney(minor, currency, useLocale())}</span>;
}

function Count({ count }: { count: number }) {
  return <span className="tabular">{useFormatter().number(count)}</span>;
}

function Discount({ row }: { row: OrderRow }) {
  const off = row.discountMinor + row.deliveryDiscountMinor;
  return off === 0 ? "–" : <Money minor={-off} currency={row.currency} />;
}

function MemberCell({ member }: { member: OrderRow["member"] }) {
  if (!member) return "–";
  const name = member.name ?? member.nickname;
  const phone = <span className="tabular whitespace-nowrap">{member.phone}</span>;
  if (!name) return phone;
  return (
    <span className="grid min-w-0">
      <span className="wrap-anywhere">{name}</span>
      <span className="text-xs font-normal text-ink-2">{phone}</span>
    </span>
  );
}

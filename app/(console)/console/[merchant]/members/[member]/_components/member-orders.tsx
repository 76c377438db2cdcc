import { ReceiptText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useOrderRows } from "@/components/orders/order-table";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { listOrders } from "@/lib/orders/queries/orders";
import { MemberPages } from "./member-pages";

type MemberOrdersProps = {
  base: string;
  ordersPath: string;
  page: Awaited<ReturnType<typeof listOrders>>;
  cursor: string | null;
  timeZone: string;
};

/** What a member bought, newest first. */
export function MemberOrders({ base, ordersPath, page, cursor, timeZone }: MemberOrdersProps) {
  const t = useTranslations("orders.list");
  const rows = useOrderRows(page.rows, { ordersPath, timeZone });
  if (rows.length === 0) {
    return (
      <Card>
        <EmptyState icon={<ReceiptText className="size-6" />} title={t("emptyMember")} />
      </Card>
    );
  }
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "number", label: t("number"), card: "title" },
        { key: "status", label: t("status"), card: "badge" },
        { key: "placed", label: t("placed"), card: "metric" },
        { key: "store", label: t("store"), card: "none" },
        { key: "discount", label: t("discount"), align: "end", card: "none" },
        { key: "total", label: t("total"), align: "end", card: "metric" },
      ]}
      rows={rows}
      footer={
        page.nextCursor || cursor ? (
          <MemberPages base={base} cursor={cursor} nextCursor={page.nextCursor} />
        ) : undefined
      }
    />
  );
}

import { Boxes } from "lucide-react";
import { useTranslations } from "next-intl";
import { usePurchaseRows } from "@/components/packs/purchase-rows";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { listPurchases } from "@/lib/packs/queries/purchases";
import { MemberPages } from "./member-pages";

type MemberPacksProps = {
  base: string;
  ordersPath: string;
  page: Awaited<ReturnType<typeof listPurchases>>;
  cursor: string | null;
  timeZone: string;
};

/** The packs a member bought or was given, newest first. */
export function MemberPacks({ base, ordersPath, page, cursor, timeZone }: MemberPacksProps) {
  const t = useTranslations("packs.records");
  const orders = useTranslations("packs.orders");
  const rows = usePurchaseRows(page.rows, { path: ordersPath, timeZone });
  if (rows.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<Boxes className="size-6" />}
          title={t("emptyMember")}
          text={t("emptyMemberText")}
        />
      </Card>
    );
  }
  return (
    <DataTable
      label={orders("title")}
      columns={[
        { key: "pack", label: orders("pack"), card: "title" },
        { key: "status", label: t("status"), card: "badge" },
        { key: "channel", label: t("channel"), card: "none" },
        { key: "placed", label: t("placed"), card: "metric" },
        { key: "delivered", label: t("delivered"), align: "end", card: "none" },
        { key: "price", label: t("price"), align: "end", card: "metric" },
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

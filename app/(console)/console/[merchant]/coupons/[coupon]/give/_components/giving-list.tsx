import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import type { GivingView } from "@/lib/vouchers/queries/givings";

type GivingListProps = { givings: readonly GivingView[]; path: string; timeZone: string };

/** The givings of a coupon so far, the newest first. */
export function GivingList({ givings, path, timeZone }: GivingListProps) {
  const t = useTranslations("coupon-giving");
  const format = useFormatter();
  if (givings.length === 0) return null;
  return (
    <Card title={t("earlier")} padded={false}>
      <DataTable
        bare
        label={t("earlier")}
        columns={[
          { key: "when", label: t("when"), card: "title" },
          { key: "by", label: t("by") },
          { key: "source", label: t("toWhom") },
          { key: "given", label: t("given"), align: "end", card: "metric" },
          { key: "refused", label: t("refused"), align: "end", card: "metric" },
        ]}
        rows={givings.map((giving) => ({
          id: giving.id,
          href: `${path}/${giving.id}`,
          cells: {
            when: <Time at={giving.createdAt} timeZone={timeZone} />,
            by: giving.by ?? "–",
            source: giving.jobId
              ? t(`sources.${giving.source}`)
              : t("prepared", { source: t(`sources.${giving.source}`) }),
            given: format.number(giving.given),
            refused: format.number(giving.refused),
          },
        }))}
      />
    </Card>
  );
}

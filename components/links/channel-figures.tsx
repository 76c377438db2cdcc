import { useFormatter, useTranslations } from "next-intl";
import { ChannelChip, type NamedChannel } from "@/components/links/channel-chip";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import type { activityChannels } from "@/lib/links/queries/links";

type ChannelFiguresProps = {
  rows: Awaited<ReturnType<typeof activityChannels>>;
  own: readonly NamedChannel[];
};

/** What came to an activity by each channel (A13). */
export function ChannelFigures({ rows, own }: ChannelFiguresProps) {
  const t = useTranslations("links.byChannel");
  const { number } = useFormatter();
  const column = (key: "clicks" | "visitors" | "claims" | "orders") =>
    ({ key, label: t(key), align: "end", card: "metric" }) as const;
  const figure = (value: number) => <span className="tabular">{number(value)}</span>;
  return (
    <Card title={t("title")} padded={rows.length === 0}>
      {rows.length === 0 ? (
        <p className="text-sm text-ink-2">{t("none")}</p>
      ) : (
        <DataTable
          bare
          label={t("title")}
          columns={[
            { key: "channel", label: t("channel"), card: "title" },
            column("clicks"),
            column("visitors"),
            column("claims"),
            column("orders"),
          ]}
          rows={rows.map((row) => ({
            id: row.channel,
            cells: {
              channel: <ChannelChip code={row.channel} own={own} />,
              clicks: figure(row.clicks),
              visitors: figure(row.visitors),
              claims: figure(row.claims),
              orders: figure(row.orders),
            },
          }))}
        />
      )}
    </Card>
  );
}

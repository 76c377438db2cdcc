import { useTranslations } from "next-intl";
import type { ListSpec, ListState } from "@/components/ui/list-state";
import { ResourceIndex } from "@/components/ui/resource-index";
import { type Status, StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { GivingRow, listGivingRows } from "@/lib/vouchers/queries/givings";

export const rowStatuses = ["waiting", "given", "refused"] as const;

export const givingListSpec = {
  filters: { status: rowStatuses },
  sorts: ["line"],
  defaultSort: "line",
} as const satisfies ListSpec;

type GivingRowsProps = {
  page: Awaited<ReturnType<typeof listGivingRows>>;
  state: ListState;
  path: string;
  membersPath: string;
  timeZone: string;
};

const look: Record<GivingRow["status"], Status> = { waiting: "scheduled", given: "yes", refused: "no" };

/** Each line of a giving with whom it names and what came of it. */
export function GivingRows({ page, state, path, membersPath, timeZone }: GivingRowsProps) {
  const t = useTranslations("coupon-giving");
  if (page.rows.length === 0 && !state.filters.status) return null;
  const who = (row: GivingRow) => (
    <span className="grid">
      <span className="font-[550] wrap-anywhere">
        {row.name ?? row.nickname ?? (row.value || t("noName"))}
      </span>
      {row.phone ? <span className="tabular text-xs font-normal text-ink-2">{row.phone}</span> : null}
    </span>
  );
  return (
    <ResourceIndex
      basePath={path}
      label={t("rows")}
      state={state}
      columns={[
        { key: "member", label: t("member"), card: "title" },
        { key: "status", label: t("result"), card: "badge" },
        { key: "reason", label: t("reason") },
        { key: "at", label: t("at") },
        { key: "line", label: t("line"), align: "end", card: "none" },
      ]}
      rows={page.rows.map((row) => ({
        id: String(row.line),
        href: row.memberId ? `${membersPath}/${row.memberId}` : undefined,
        cells: {
          member: who(row),
          status: <StatusBadge status={look[row.status]} label={t(`statuses.${row.status}`)} />,
          reason: row.reason ? t(`reasons.${row.reason}`) : "–",
          at: row.at ? <Time at={row.at} timeZone={timeZone} /> : "–",
          line: <span className="tabular">{row.line}</span>,
        },
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      filters={[
        {
          key: "status",
          label: t("result"),
          multiple: false,
          options: rowStatuses.map((value) => ({ value, label: t(`statuses.${value}`) })),
        },
      ]}
      empty={null}
    />
  );
}

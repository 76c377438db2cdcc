import { Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { BulkChange } from "@/components/workspace/bulk-actions";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { exportStaff } from "@/lib/jobs/actions";
import { changeManyStaff } from "@/lib/merchants/actions/staff";
import type { listStaff, StaffRow } from "@/lib/merchants/queries/staff";
import { roles } from "@/lib/platform/auth/scope";
import { StaffMenu } from "./staff-menu";
import { staffFilter } from "./staff-state";

type StaffListProps = {
  place: ActionPlace;
  list: OpenList;
  page: Awaited<ReturnType<typeof listStaff>>;
  stores: readonly { id: string; name: string }[];
  timeZone: string;
  /** The reader. */
  selfId: string;
};

/** C-122: who works here. */
export function StaffList({ place, list, page, stores, timeZone, selfId }: StaffListProps) {
  const t = useTranslations("staff.list");
  const words = useTranslations("common.roles");
  const change = useChange(list);
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      bulk={{ action: changeManyStaff, changes: [change], pageOnly: true }}
      bulkTools={
        <ExportChosen
          {...{ place, columns: columnsOf(list) }}
          action={exportStaff}
          filter={staffFilter(list.state)}
        />
      }
      label={t("label")}
      columns={[
        { key: "person", label: t("person"), sort: true, card: "title" },
        { key: "role", label: t("role"), card: "metric" },
        { key: "stores", label: t("stores"), card: "metric" },
        { key: "seen", label: t("seen"), card: "none" },
        { key: "twoFactor", label: t("twoFactor"), card: "none" },
        { key: "status", label: t("status"), card: "badge" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        name: row.name,
        href: consolePath(place, "settings", "staff", row.id),
        cells: {
          person: <Person row={row} isSelf={row.id === selfId} />,
          role: words(row.role),
          stores: <Stores row={row} />,
          seen: row.lastSeenAt ? (
            <Time at={row.lastSeenAt} timeZone={timeZone} mode="relative" />
          ) : (
            t("never")
          ),
          twoFactor: (
            <StatusBadge
              status={row.twoFactorSince ? "yes" : "no"}
              label={t(row.twoFactorSince ? "on" : "off")}
            />
          ),
          status: (
            <StatusBadge
              status={row.deactivatedAt ? "archived" : "active"}
              label={t(row.deactivatedAt ? "deactivated" : "active")}
            />
          ),
        },
        actions: <StaffMenu place={place} person={row} isSelf={row.id === selfId} />,
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      filters={[
        {
          key: "role",
          label: t("role"),
          options: roles.map((role) => ({ value: role, label: words(role) })),
        },
        {
          key: "store",
          label: t("stores"),
          options: stores.map(({ id, name }) => ({ value: id, label: name })),
        },
      ]}
      views={[
        { key: "active", label: t("viewActive"), filters: {} },
        { key: "deactivated", label: t("viewDeactivated"), filters: { status: ["deactivated"] } },
      ]}
      empty={<EmptyState icon={<Users className="size-6" />} title={t("emptyTitle")} text={t("emptyText")} />}
    />
  );
}

/** Either list shows people of one state. */
function useChange({ state }: OpenList): BulkChange {
  const t = useTranslations("staff.menu");
  if (state.filters.status) return { key: "reactivate", label: t("reactivate"), undo: "deactivate" };
  const ends = { danger: true, warning: t("deactivateManyText") };
  return { key: "deactivate", label: t("deactivate"), undo: "reactivate", ...ends };
}

function Person({ row, isSelf }: { row: StaffRow; isSelf: boolean }) {
  const t = useTranslations("staff.list");
  return (
    <span className="grid min-w-0">
      <span className="wrap-anywhere">{isSelf ? t("you", { name: row.name }) : row.name}</span>
      <span className="text-xs font-normal wrap-anywhere text-ink-2">{row.email}</span>
    </span>
  );
}

function Stores({ row }: { row: StaffRow }) {
  const t = useTranslations("staff.list");
  if (row.role !== "store_manager" && row.role !== "cashier") return t("allStores");
  const names = row.stores.map((store) => store.name);
  return names.length > 0 ? names.join(" · ") : t("noStores");
}

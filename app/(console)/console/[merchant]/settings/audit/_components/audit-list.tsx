import { ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { besideHref } from "@/components/ui/beside-href";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListState } from "@/components/ui/list-state";
import { Time } from "@/components/ui/time";
import type { OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import type { AuditRow, listAudit } from "@/lib/merchants/queries/audit";
import type { AuditName } from "@/lib/merchants/queries/audit-names";
import { auditKey } from "@/lib/merchants/schema";
import type { Capability } from "@/lib/platform/auth/permissions";
import { ObjectName, Who } from "./audit-facts";
import { auditPath } from "./audit-path";
import { codeWords, fieldChanges } from "./audit-words";

type AuditListProps = {
  place: ActionPlace;
  list: OpenList;
  page: Awaited<ReturnType<typeof listAudit>>;
  /** What the entries are about, by `auditKey`. */
  names: ReadonlyMap<string, AuditName>;
  timeZone: string;
  can: (capability: Capability) => boolean;
};

/** The address of the list with one entry opened beside it. */
export function entryHref(place: ActionPlace, state: ListState, id: string): string {
  return besideHref(consolePath(place, "settings", "audit"), state, "entry", id);
}

/** C-125: who did what, newest first. */
export function AuditList({ place, list, page, names, timeZone, can }: AuditListProps) {
  const t = useTranslations("audit");
  const actions = useTranslations("audit.actions");
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      label={t("title")}
      columns={[
        { key: "action", label: t("action"), card: "title" },
        { key: "when", label: t("when"), card: "metric" },
        { key: "who", label: t("who"), card: "metric" },
        { key: "object", label: t("object"), card: "metric" },
        { key: "changed", label: t("changed"), card: "none" },
        { key: "address", label: t("address"), card: "none" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        href: entryHref(place, list.state, row.id),
        cells: {
          action: codeWords(actions, row.action),
          when: <Time at={row.at} timeZone={timeZone} />,
          who: <Who row={row} />,
          object: <About reader={{ place, can }} row={row} name={names.get(auditKey(row))} />,
          changed: <Fields row={row} />,
          address: <span className="tabular text-xs whitespace-nowrap">{row.address ?? "–"}</span>,
        },
      }))}
      total={null}
      nextCursor={page.nextCursor}
      empty={
        <EmptyState icon={<ScrollText className="size-6" />} title={t("emptyTitle")} text={t("emptyText")} />
      }
    />
  );
}

type AboutProps = {
  reader: Parameters<typeof auditPath>[0];
  row: AuditRow;
  name: AuditName | undefined;
};

function About({ reader, row, name }: AboutProps) {
  return <ObjectName row={row} name={name} path={auditPath(reader, row, name)} />;
}

function Fields({ row }: { row: AuditRow }) {
  const t = useTranslations("audit");
  const words = useTranslations("audit.fields");
  const names = fieldChanges(row).map(({ field }) => codeWords(words, field));
  if (names.length === 0) return "–";
  return t("fieldCount", { first: names.slice(0, 3).join(", "), more: Math.max(0, names.length - 3) });
}

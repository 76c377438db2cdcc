import { Users } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type ConsolePlace, consolePath } from "@/components/activities/paths";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec } from "@/components/ui/list-state";
import { Time } from "@/components/ui/time";
import type { OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import type { listParticipants } from "@/lib/activities/queries/participants";

export const participantListSpec = { filters: {}, sorts: ["last"], defaultSort: "-last" } satisfies ListSpec;

type ParticipantListProps = {
  place: ConsolePlace;
  activity: { id: string; timeZone: string };
  list: OpenList;
  page: Awaited<ReturnType<typeof listParticipants>>;
  /** Beside the choice of columns: the export. */
  tools?: ReactNode;
};

/** C-44: who won something here, how often, and when last. */
export function ParticipantList({ place, activity, list, page, tools }: ParticipantListProps) {
  const t = useTranslations("activities.participants");
  const format = useFormatter();
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      label={t("label")}
      tools={tools}
      columns={[
        { key: "member", label: t("member"), card: "title" },
        { key: "phone", label: t("phone") },
        { key: "times", label: t("times"), align: "end" },
        { key: "last", label: t("last") },
      ]}
      rows={page.rows.map((row) => ({
        id: row.memberId,
        href: consolePath(place, "members", row.memberId),
        cells: {
          member: row.name ?? row.nickname ?? t("noName"),
          phone: <span className="tabular whitespace-nowrap">{row.phone}</span>,
          times: <span className="tabular">{format.number(row.times)}</span>,
          last: <Time at={row.lastAt} timeZone={activity.timeZone} mode="datetime" />,
        },
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      empty={<EmptyState icon={<Users className="size-6" />} title={t("emptyTitle")} text={t("emptyText")} />}
    />
  );
}

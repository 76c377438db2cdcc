import { Users } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { activitiesPath, type ConsolePlace, consolePath } from "@/components/activities/paths";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec, ListState } from "@/components/ui/list-state";
import { ResourceIndex } from "@/components/ui/resource-index";
import { Time } from "@/components/ui/time";
import type { listParticipants } from "@/lib/activities/queries/participants";

export const participantListSpec = { filters: {}, sorts: ["last"], defaultSort: "-last" } satisfies ListSpec;

type ParticipantListProps = {
  place: ConsolePlace;
  activity: { id: string; timeZone: string };
  state: ListState;
  page: Awaited<ReturnType<typeof listParticipants>>;
};

/** C-44: who won something here, how often, and when last. */
export function ParticipantList({ place, activity, state, page }: ParticipantListProps) {
  const t = useTranslations("activities.participants");
  const format = useFormatter();
  return (
    <ResourceIndex
      basePath={activitiesPath(place, activity.id, "participants")}
      label={t("label")}
      state={state}
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

import { Tags } from "lucide-react";
import { useTranslations } from "next-intl";
import { LabelChip } from "@/components/members/label-chip";
import { LabelCount } from "@/components/members/label-count";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec } from "@/components/ui/list-state";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { exportTags } from "@/lib/members/actions/labels";
import type { listTags } from "@/lib/members/queries/tags";
import { TagBulk } from "./tag-bulk";
import { TagMenu } from "./tag-menu";

export const tagListSpec = { filters: {}, sorts: ["name"], defaultSort: "name" } satisfies ListSpec;

type TagListProps = {
  place: ActionPlace;
  list: OpenList;
  page: Awaited<ReturnType<typeof listTags>>;
};

/** C-63: the words members are sorted by. */
export function TagList({ place, list, page }: TagListProps) {
  const t = useTranslations("organise.tags");
  const { q, descending } = list.state;
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      bulkTools={
        <>
          <ExportChosen
            {...{ place, columns: columnsOf(list) }}
            action={exportTags}
            filter={{ q, descending }}
          />
          <TagBulk place={place} names={page.rows.map(({ id, name }) => ({ id, name }))} />
        </>
      }
      label={t("title")}
      columns={[
        { key: "name", label: t("name"), sort: true, card: "title" },
        { key: "members", label: t("members"), align: "end", card: "metric" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        name: row.name,
        cells: {
          name: <LabelChip name={row.name} colour={row.colour} />,
          members: (
            <LabelCount
              {...row.members}
              href={`${consolePath(place, "members")}?tag=${row.id}`}
              label={t("showMembers", { name: row.name })}
            />
          ),
        },
        actions: (
          <TagMenu
            place={place}
            tag={{ id: row.id, name: row.name, colour: row.colour }}
            members={row.members}
          />
        ),
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      empty={<EmptyState icon={<Tags className="size-6" />} title={t("emptyTitle")} text={t("emptyText")} />}
    />
  );
}
